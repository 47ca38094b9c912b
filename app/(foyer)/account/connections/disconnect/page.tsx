import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { disconnect } from "@/app/(foyer)/account/connections/disconnect/disconnect";
import { SensitiveControl } from "@/app/(foyer)/account/sensitive-control";
import { SubmitButton } from "@/components/forms/submit-button";
import { ForeignText } from "@/components/text/foreign-text";
import { buttonVariants } from "@/components/ui/button";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { listConnections } from "@/lib/db/accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";

const connectionsPath = "/account/connections";

export const metadata: Metadata = { title: "Disconnect an account" };

export default async function DisconnectPage({
  searchParams,
}: PageProps<"/account/connections/disconnect">) {
  const { account } = await searchParams;
  const path = `${connectionsPath}/disconnect?${new URLSearchParams({ account: String(account) })}`;
  const user = await requireUser(path);
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const connection = connections.find(({ id }) => id === account);
  if (!connection) notFound();
  const provider = providerName(connection.provider);
  return (
    <AccountPage user={user} current={connectionsPath} title={`Disconnect ${provider}?`}>
      <p className="wrap-anywhere">
        The {provider} account <ForeignText>{connection.email}</ForeignText> will be removed from
        your account. Signed-in devices stay signed in; you can sign them out under Devices.
      </p>
      <p>
        For 90 days, a sign-in with this {provider} account is told that it was disconnected. It
        opens your account again only if you connect or restore it.
      </p>
      <div className="flex flex-wrap gap-3">
        <SensitiveControl user={user} returnTo={path}>
          <form action={disconnect}>
            <input type="hidden" name="account" value={connection.id} />
            <SubmitButton variant="danger" size="compact" pendingText={`Disconnecting ${provider}`}>
              Disconnect {provider}
            </SubmitButton>
          </form>
        </SensitiveControl>
        <a href={connectionsPath} className={buttonVariants({ size: "compact" })}>
          Cancel
        </a>
      </div>
    </AccountPage>
  );
}
