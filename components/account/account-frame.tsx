import type { ReactNode } from "react";
import { AccountNavigation } from "@/components/account/account-navigation";
import { Wordmark } from "@/components/page/wordmark";
import { SignOutForm } from "@/components/sign-in/sign-out-form";

type AccountFrameProps = {
  /** The path of the navigation link to mark as current. */
  current: string;
  children: ReactNode;
};

/** The archway around every account page: wider, with the navigation and a sign-out button. */
export function AccountFrame({ current, children }: AccountFrameProps) {
  return (
    <div className="mx-auto flex min-h-svh max-w-[52rem] flex-col pt-3 sm:pt-6">
      <div className="flex flex-1 flex-col gap-8 rounded-tl-[50%_4rem] rounded-tr-[50%_4rem] border border-line border-b-0 bg-linear-to-b bg-surface from-glow to-[32rem] to-surface px-5 pt-10 pb-16 sm:px-12">
        <header className="flex flex-col items-center gap-6">
          <Wordmark door="open" />
          <AccountNavigation current={current} />
        </header>
        <main className="flex flex-col gap-8">{children}</main>
        <footer className="mt-auto flex justify-center pt-4">
          <SignOutForm size="compact" />
        </footer>
      </div>
    </div>
  );
}
