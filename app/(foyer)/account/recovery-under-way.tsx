import { stopRecovery } from "@/app/(foyer)/account/stop-recovery";
import { RecoveryNotice } from "@/components/account/recovery-notice";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { pageTranslator } from "@/lib/i18n/page-locale";

type RecoveryUnderWayProps = {
  user: CurrentUser;
  /** The path of the page that shows it. */
  returnTo: string;
};

/** Tells a user on a known device that a link recovers their account, while they can stop it. */
export async function RecoveryUnderWay({ user, returnTo }: RecoveryUnderWayProps) {
  if (!user.hasRecovery) return null;
  const t = await pageTranslator();
  return <RecoveryNotice returnTo={returnTo} stopRecovery={stopRecovery} t={t} />;
}
