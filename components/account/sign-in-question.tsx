import { describeDevice } from "@/components/account/device-name";
import { SubmitButton } from "@/components/forms/submit-button";
import { Facts } from "@/components/text/facts";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime, Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import { buttonVariants } from "@/components/ui/button";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";

type SignInQuestionProps = {
  signIn: NewSignIn;
  providerName: string;
  /** What was done in that session, in words, latest first. */
  changes: string[];
  /** Whether more was done than `changes` lists. */
  hasMore: boolean;
  now: Date;
  recognise: (form: FormData) => Promise<void>;
};

/** Asks in a device's row whether it was the user who signed in on it, or used its session elsewhere. */
export function SignInQuestion(props: SignInQuestionProps) {
  const { signIn, providerName, changes, hasMore, now, recognise } = props;
  const { kind, sessionId, userAgent } = signIn;
  const { name } = describeDevice(userAgent);
  const about = (
    <span className="sr-only">
      {" "}
      on <ForeignText>{name}</ForeignText>, <ExactTime at={signIn.at} />
    </span>
  );
  return (
    <div className="mt-1 flex flex-col gap-2 border-lamp border-s-2 ps-3">
      <p className="font-medium">
        {kind === "sign-in" ? "New sign-in" : "This session was used from another place"}. Was this
        you?
      </p>
      {kind === "used-elsewhere" && (
        <Facts>
          <ForeignText key="device">{name}</ForeignText>
          {placeWords(signIn)}
          <Moment key="at" at={signIn.at} now={now} />
        </Facts>
      )}
      {!signIn.isOpen && <p>It was opened with {providerName} and has ended since.</p>}
      {changes.length > 0 && <SessionChanges changes={changes} hasMore={hasMore} />}
      <div className="flex flex-wrap gap-3">
        <form action={recognise}>
          <input type="hidden" name="session" value={sessionId} />
          <SubmitButton size="compact" pendingText="Remembering the device">
            Yes, it was me
            {about}
          </SubmitButton>
        </form>
        <a
          href={`/account/sessions/report?session=${sessionId}`}
          className={buttonVariants({ size: "compact" })}
        >
          <span>
            {signIn.isOpen ? "No, sign it out" : "No, it wasn’t me"}
            {about}
          </span>
        </a>
      </div>
    </div>
  );
}

type SessionChangesProps = Pick<SignInQuestionProps, "changes" | "hasMore">;

/** What was done in a session that its user may disown. */
export function SessionChanges({ changes, hasMore }: SessionChangesProps) {
  const counted = changes.map((words, index) => ({ words, key: `${index} ${words}` }));
  return (
    <div className="wrap-anywhere">
      <p>Since then, in that session:</p>
      <ul className="ms-4 list-disc">
        {counted.map(({ words, key }) => (
          <li key={key}>
            <ForeignText>{words}</ForeignText>
          </li>
        ))}
      </ul>
      {hasMore && (
        <p>
          See{" "}
          <a href="/account/activity" className="underline">
            Activity
          </a>{" "}
          for everything.
        </p>
      )}
    </div>
  );
}
