import { disownedNotice } from "@/lib/flash/disowned-notice";
import type { FlashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";
import { pictureProblems } from "@/lib/flash/picture-problems";

type AccountMessage = Exclude<
  FlashMessage,
  {
    kind:
      | ("signed-out" | "sign-out-failed" | "refused")
      | ("cancelled" | "provider-error" | "provider-away");
  }
>;

/** The notice of what was done, or could not be done, in the account centre. */
export function accountNotice(
  message: AccountMessage,
  providerName: (id: string) => string,
): Notice {
  switch (message.kind) {
    case "linked":
      return success(
        `${providerName(message.provider)} was added to your account.`,
        "It has the same verified email address. You can disconnect it under Connected accounts.",
      );
    case "recovered":
      return success(
        `Your account is back. ${providerName(message.provider)} is connected to it.`,
        "Sign in with it from now on. You can disconnect the accounts that you lost under Connected accounts.",
      );
    case "recovery-stopped":
      return success(
        "The recovery is stopped.",
        "Its link no longer works. Tell the people who run this site that it wasn’t you.",
      );
    case "recovery-gone":
      return problem(
        "There is no recovery to stop any more.",
        "Its link has expired, or was used. If it was used on a new device, we ask you about that sign-in here.",
      );
    case "new-account":
      return success(
        "Your new account is ready.",
        `Sign in with ${providerName(message.provider)} to get back to it.`,
      );
    case "restored":
      return success(
        `${providerName(message.provider)} is connected again.`,
        "If you didn’t disconnect it, check what else happened under Activity.",
      );
    case "connected":
      return success(
        `${providerName(message.provider)} is connected.`,
        "You can sign in with it from now on.",
      );
    case "connected-before":
      return success(`${providerName(message.provider)} was connected already.`);
    case "confirmed":
      return success(
        message.madeDeviceKnown ? "This device is known from now on." : "Confirmed.",
        "You have five minutes to finish.",
      );
    case "offer-gone":
      return problem(
        "There is nothing to connect any more.",
        "You have answered already, or too much time has passed. You can connect accounts on this page.",
      );
    case "link-expired":
      return problem(
        "Please sign in again.",
        "Too much time has passed, or you have already answered. Choose how to sign in.",
      );
    case "disconnected":
      return success(
        message.provider
          ? `${providerName(message.provider)} disconnected.`
          : "Account disconnected.",
        "Signed-in devices stay signed in. Review them under Devices.",
      );
    case "undo-gone":
      return problem("It’s too late to undo that.", "You can connect the account again here.");
    case "last-connection":
      return problem(
        "This is your only way to sign in.",
        "Connect another account before you disconnect it, or delete your account.",
      );
    case "profile-saved":
      return success("Profile saved.");
    case "picture-saved":
      return success("Picture uploaded.");
    case "picture-refused":
      return problem("Your picture wasn’t uploaded.", pictureProblems[message.reason]);
    case "address-changed":
      return success("Email address updated.");
    case "address-taken":
      return problem(
        "This address belongs to another account here.",
        "Nothing was changed. If that one is yours too, sign in to it and give it another address or delete it first.",
      );
    case "address-outdated":
      return problem(
        "That address was confirmed too long ago.",
        "Sign in with the account that has it, then choose it again.",
      );
    case "disowned":
      return disownedNotice(message, providerName);
    case "not-signed-in":
      return problem(
        "You are not signed in any more.",
        // Doesn't say that nothing was changed: the first of two presses may have ended the session.
        "Sign in to continue, and check whether your last change was saved.",
      );
    case "session-ended":
      return success("Signed out.", "That device is no longer signed in.");
    case "session-ended-device-forgotten":
      return success("Signed out.", `That device is no longer signed in. ${nextSignInIsNew}`);
    case "device-forgotten":
      return success("Device forgotten.", nextSignInIsNew);
    case "use-vouched":
      return success("Thanks.", "We’ll ask again if that session is used somewhere else.");
    case "other-sessions-ended":
      return success(endedSessions(message.count), "Only this device is signed in now.");
    case "device-vouched":
      return success("Thanks, we’ll remember that device.");
    case "account-deleted":
      return success(
        "Your account is deleted.",
        "We store nothing about you any more, except that no one can take your username for 90 days.",
      );
  }
}

const nextSignInIsNew = "The next sign-in on it will be announced to you, and has to wait.";

function endedSessions(count: number): string {
  if (count === 0) return "There was no other device to sign out.";
  return count === 1 ? "Signed out the other device." : `Signed out the ${count} other devices.`;
}

function success(title: string, text?: string): Notice {
  return { tone: "success", title, ...(text && { text }) };
}

function problem(title: string, text: string): Notice {
  return { tone: "problem", title, text };
}
