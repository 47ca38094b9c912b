import { Avatar } from "@/components/avatar";
import { BrowserForm } from "@/components/browser-form";
import { ForeignText } from "@/components/foreign-text";
import { SignOutIcon } from "@/components/sign-out-icon";
import { buttonVariants } from "@/components/ui/button";
import type { Visitor } from "@/lib/auth/visitor";

type VisitorGreetingProps = {
  visitor: Visitor;
  providerName: string;
  endSession: () => Promise<void>;
};

/** Greets the visitor and says who they are signed in as. */
export function VisitorGreeting({ visitor, providerName, endSession }: VisitorGreetingProps) {
  return (
    <>
      <div className="flex flex-col items-center gap-5 text-center">
        <Avatar name={visitor.name ?? visitor.username} picture={visitor.image} />
        <h1 className="max-w-full wrap-anywhere">
          Hello, <ForeignText>{visitor.username}</ForeignText>
        </h1>
        <div className="flex max-w-full flex-col gap-1 wrap-anywhere">
          {visitor.name && (
            <p className="font-medium">
              <ForeignText>{visitor.name}</ForeignText>
            </p>
          )}
          <p className="text-muted">
            <ForeignText>{visitor.email}</ForeignText>
          </p>
          <p className="text-muted text-sm">Signed in with {providerName}</p>
        </div>
      </div>
      <div className="flex flex-col gap-3">
        <a href="/account" className={buttonVariants({ variant: "primary" })}>
          See your account
        </a>
        <BrowserForm action={endSession}>
          <button type="submit" className={buttonVariants()}>
            <SignOutIcon />
            Sign out
          </button>
        </BrowserForm>
      </div>
    </>
  );
}
