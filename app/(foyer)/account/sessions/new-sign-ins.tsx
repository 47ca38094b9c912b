import { NewSignInsLine } from "@/components/account/new-sign-ins-line";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { listNewSignIns } from "@/lib/db/new-device-sign-ins";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import type { Translator } from "@/lib/i18n/translator";

const path = "/account/sessions";

/** Devices asks about them itself; beside what these pages ask, another question would be in the way. */
const pagesThatAsk = [
  path,
  "/account/connections/disconnect",
  "/account/connections/offer",
  "/account/confirm",
  "/account/wait",
];

type NewSignInsProps = {
  user: CurrentUser;
  /** The path of the page that shows them. */
  returnTo: string;
  t: Translator;
};

/** Tells the user about the new sign-ins and uses elsewhere that Devices asks about. */
export function NewSignIns({ user, returnTo, t }: NewSignInsProps) {
  if (!user.hasNewSignIns || pagesThatAsk.some((page) => returnTo.startsWith(page))) return null;
  return <ListedSignIns user={user} t={t} />;
}

async function ListedSignIns({ user, t }: Omit<NewSignInsProps, "returnTo">) {
  const context = { userId: user.id, sessionId: user.sessionId };
  const [first, ...others] = await redirectIfUnavailable(() => listNewSignIns(context));
  if (!first) return null;
  return (
    <NewSignInsLine
      signIns={[first, ...others]}
      providerName={providerName}
      href={path}
      now={new Date()}
      t={t}
    />
  );
}
