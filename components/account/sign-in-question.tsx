import { deviceTags } from "@/components/account/device-tags";
import { QuestionFrame } from "@/components/account/question-frame";
import { UseFacts } from "@/components/account/use-facts";
import { SubmitButton } from "@/components/forms/submit-button";
import { linkTo } from "@/components/text/link-to";
import { buttonVariants } from "@/components/ui/button";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import type { Translator } from "@/lib/i18n/translator";

type SignInQuestionProps = {
  signIn: NewSignIn;
  providerName: string;
  /** What was done in that session, in words, latest first. */
  changes: string[];
  /** Whether more was done than `changes` lists. */
  hasMore: boolean;
  now: Date;
  recognise: (form: FormData) => Promise<void>;
  t: Translator;
};

/** Asks in a device's row whether it was the user who signed in on it, or used its session elsewhere. */
export function SignInQuestion(props: SignInQuestionProps) {
  const { signIn, providerName, changes, hasMore, now, recognise, t } = props;
  const { kind, sessionId, isOpen } = signIn;
  const tags = deviceTags(signIn, t);
  const signInQuestion = isOpen
    ? t("devices.question.newSignIn")
    : t("devices.question.hasEnded", { provider: providerName });
  const question = kind === "sign-in" ? signInQuestion : t("devices.question.usedElsewhere");
  return (
    <QuestionFrame question={question}>
      {kind === "used-elsewhere" && <UseFacts use={signIn} now={now} t={t} />}
      {changes.length > 0 && <SessionChanges changes={changes} hasMore={hasMore} t={t} />}
      <div className="button-row">
        <form action={recognise}>
          <input type="hidden" name="session" value={sessionId} />
          <SubmitButton size="compact" pendingText={t("devices.question.yesPending")}>
            {t.rich("devices.question.yes", tags)}
          </SubmitButton>
        </form>
        <a
          href={`/account/sessions/report?session=${sessionId}`}
          className={buttonVariants({ size: "compact" })}
        >
          <span>
            {isOpen
              ? t.rich("devices.question.noSignOut", tags)
              : t.rich("devices.question.no", tags)}
          </span>
        </a>
      </div>
    </QuestionFrame>
  );
}

type SessionChangesProps = Pick<SignInQuestionProps, "changes" | "hasMore" | "t">;

/** What was done in a session that its user may disown. */
export function SessionChanges({ changes, hasMore, t }: SessionChangesProps) {
  const counted = changes.map((words, index) => ({ words, key: `${index} ${words}` }));
  return (
    <div className="wrap-anywhere">
      <p>{t("devices.changes.title")}</p>
      <ul className="ms-4 list-disc">
        {counted.map(({ words, key }) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
      {hasMore && <p>{t.rich("devices.changes.seeAll", linkTo("/account/activity"))}</p>}
    </div>
  );
}
