import { Download } from "lucide-react";
import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { SensitiveControl } from "@/app/(foyer)/account/sensitive-control";
import { Section } from "@/components/section";
import { buttonVariants } from "@/components/ui/button";
import { requireUser } from "@/lib/auth/session/current-user";

const path = "/account/data";

export const metadata: Metadata = { title: "Your data" };

export default async function DataPage() {
  const user = await requireUser(path);
  return (
    <AccountPage
      user={user}
      current={path}
      title="Your data"
      description="Download or delete what we store about you."
    >
      <Section title="Export my data">
        <p>
          One JSON file with everything that is stored about you: your profile and former usernames,
          connected and disconnected accounts, devices and activity. It contains no passwords or
          tokens, because we store none.
        </p>
        <SensitiveControl user={user} returnTo={path}>
          <form method="post" action={`${path}/export`}>
            <button
              type="submit"
              className={buttonVariants({ variant: "primary", size: "compact" })}
            >
              <Download aria-hidden="true" className="size-4 shrink-0" />
              Download my data
            </button>
          </form>
        </SensitiveControl>
      </Section>
      <Section title="Delete my account">
        <p>
          Deletes your account and everything that is stored about you, except that your username
          stays reserved for 90 days. This can’t be undone.
        </p>
        <a href={`${path}/delete`} className={buttonVariants({ size: "compact" })}>
          Delete my account
        </a>
      </Section>
    </AccountPage>
  );
}
