import { stopRecovery } from "@/app/(foyer)/account/stop-recovery";
import { RecoveryNotice } from "@/components/account/recovery-notice";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import type { Translator } from "@/lib/i18n/translator";

type RecoveryUnderWayProps = {
  user: CurrentUser;
  /** The path of the page that shows it. */
  returnTo: string;
  t: Translator;
};

/** Tells a user on a known device that a link recovers their account, while they can stop it. */
export function RecoveryUnderWay({ user, returnTo, t }: RecoveryUnderWayProps) {
  if (!user.hasRecovery) return null;
  return <RecoveryNotice returnTo={returnTo} stopRecovery={stopRecovery} t={t} />;
}
