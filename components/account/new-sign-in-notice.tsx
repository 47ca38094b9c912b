import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { placeWords } from "@/components/text/place-words";
import { exactTime, relativeTime } from "@/components/text/relative-time";
import { buttonVariants } from "@/components/ui/button";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";

type NewSignInNoticeProps = {
  signIn: NewSignIn;
  providerName: string;
  /** What was done in that session, in words, latest first. */
  changes: string[];
  /** Whether more was done than `changes` lists. */
  hasMore: boolean;
  now: Date;
  returnTo: string;
  reportSignIn: (form: FormData) => Promise<void>;
  recognise: (form: FormData) => Promise<void>;
};

/** Reports a sign-in on an unknown device or a use elsewhere, until the user says whether it was them. */
export function NewSignInNotice(props: NewSignInNoticeProps) {
  const { signIn, providerName, now, returnTo, reportSignIn, recognise } = props;
  const { changes, hasMore } = props;
  const { name } = describeDevice(signIn.userAgent);
  return (
    <div
      role="status"
      className="flex flex-col gap-3 rounded-xl border border-lamp bg-raised px-4 py-3.5 text-sm"
    >
      <p className="wrap-anywhere">
        <strong>
          {signIn.kind === "sign-in" ? "New sign-in from" : "A session of yours was used from"}{" "}
          <ForeignText>{name}</ForeignText>
        </strong>
        , {placeWords(signIn)}, {relativeTime(signIn.at, now)}
        {signIn.kind === "sign-in" ? `, with ${providerName}.` : ". It was opened elsewhere."}
        {!signIn.isOpen && " That session has since ended."}
      </p>
      {changes.length > 0 && <Changes signIn={signIn} changes={changes} hasMore={hasMore} />}
      <div className="flex flex-wrap gap-3">
        <form action={reportSignIn}>
          <input type="hidden" name="session" value={signIn.sessionId} />
          <button type="submit" className={buttonVariants({ variant: "primary", size: "compact" })}>
            <ButtonLabel words="That wasn’t me" name={name} at={signIn.at} />
          </button>
        </form>
        <form action={recognise}>
          <input type="hidden" name="session" value={signIn.sessionId} />
          <input type="hidden" name="returnTo" value={returnTo} />
          <button type="submit" className={buttonVariants({ size: "compact" })}>
            <ButtonLabel words="That was me" name={name} at={signIn.at} />
          </button>
        </form>
      </div>
    </div>
  );
}

type ChangesProps = Pick<NewSignInNoticeProps, "signIn" | "changes" | "hasMore">;

function Changes({ signIn, changes, hasMore }: ChangesProps) {
  const counted = changes.map((words, index) => ({ words, key: `${index} ${words}` }));
  return (
    <div className="wrap-anywhere">
      <p>Since then, in that session:</p>
      <ul className="ml-4 list-disc">
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
      {signIn.kind === "sign-in" && (
        <p className="mt-1.5">
          “That wasn’t me” undoes these changes where we can
          {signIn.isOpen && ", and ends that session"}.
        </p>
      )}
    </div>
  );
}

/** Names the sign-in too: a page may have several notices, whose buttons need distinct names. */
function ButtonLabel({ words, name, at }: { words: string; name: string; at: Date }) {
  return (
    <span className="min-w-0 text-balance wrap-anywhere">
      {words}
      <span className="sr-only">
        : <ForeignText>{name}</ForeignText>, {exactTime(at)}
      </span>
    </span>
  );
}
