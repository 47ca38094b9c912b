import { Avatar } from "@/components/avatar";
import { SignOutForm } from "@/components/sign-in/sign-out-form";
import { ForeignText } from "@/components/text/foreign-text";
import { buttonVariants } from "@/components/ui/button";
import type { CurrentUser } from "@/lib/auth/session/current-user";

type UserGreetingProps = {
  user: CurrentUser;
  providerName: string;
};

/** Greets the user and shows which account they are signed in with. */
export function UserGreeting({ user, providerName }: UserGreetingProps) {
  return (
    <>
      <div className="flex flex-col items-center gap-5 text-center">
        <Avatar name={user.name ?? user.username} picture={user.image} />
        <h1 className="max-w-full wrap-anywhere">
          Hello, <ForeignText>{user.username}</ForeignText>
        </h1>
        <div className="flex max-w-full flex-col gap-1 wrap-anywhere">
          {user.name && (
            <p className="font-medium">
              <ForeignText>{user.name}</ForeignText>
            </p>
          )}
          <p className="text-muted">
            <ForeignText>{user.email ?? user.unconfirmedEmail ?? ""}</ForeignText>
          </p>
          <p className="text-muted text-sm">Signed in with {providerName}</p>
        </div>
      </div>
      <div className="flex flex-col gap-3">
        <a href="/account" className={buttonVariants({ variant: "primary" })}>
          See your account
        </a>
        <SignOutForm />
      </div>
    </>
  );
}
