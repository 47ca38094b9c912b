import type { FlashMessage } from "@/lib/flash/message";
import type { Notice } from "@/lib/flash/notice";

type Disowned = Extract<FlashMessage, { kind: "disowned" }>;
type Undone = Disowned["undone"][number];
type Kept = Disowned["kept"][number];
type Field = Exclude<
  Kept["what"],
  "connected" | "disconnected" | "exported" | "sessions-ended" | "device-forgotten"
>;
type ProviderName = (id: string) => string;

/** The notice after "No, sign it out": what was undone, and what couldn't be. */
export function disownedNotice(message: Disowned, providerName: ProviderName): Notice {
  const { undone, kept, hasAccount, provider } = message;
  const account = provider
    ? `your ${providerName(provider)} account`
    : "one of your connected accounts";
  const lists = [
    { title: "We undid what was done in it:", items: undone.map(undoneWords(providerName)) },
    { title: "This stays as it is:", items: kept.map(keptWords(providerName)) },
  ].filter(({ items }) => items.length > 0);
  return {
    tone: "success",
    title: "Signed out.",
    text: hasAccount
      ? `That device got in with ${account}.`
      : "No account is connected to yours anymore. Connect one within five minutes, under Connected accounts, or you can’t sign in again.",
    ...(lists.length > 0 && { lists }),
  };
}

const undoneWords =
  (providerName: ProviderName) =>
  ({ what, provider }: Undone): string => {
    const name = provider ? providerName(provider) : "An account";
    switch (what) {
      case "connected":
        return `${name} is disconnected again.`;
      case "disconnected":
        return `${name} is connected again.`;
      case "exported":
      case "sessions-ended":
      case "device-forgotten":
        return keptWords(providerName)({ what, why: "lasting" });
      default:
        return `Your ${fields[what]} is what it was before.`;
    }
  };

const keptWords =
  (providerName: ProviderName) =>
  ({ what, why, provider }: Kept): string => {
    const name = provider ? providerName(provider) : "An account";
    switch (what) {
      case "exported":
        return "Your data was downloaded.";
      case "sessions-ended":
        return "Other sessions were ended. Sign in again on those devices.";
      case "device-forgotten":
        return "Devices of yours were forgotten. The next sign-in on them counts as new.";
      case "connected":
      case "disconnected":
        return why === "of-another"
          ? `${name} belongs to another account here by now, so it stays disconnected.`
          : `${name} stays disconnected. Connect it again under Connected accounts.`;
      default:
        return `Your ${fields[what]} ${reasons[why]}`;
    }
  };

const fields: Record<Field, string> = {
  address: "e-mail address",
  username: "username",
  name: "name",
  picture: "picture",
  profile: "profile",
};

const reasons: Record<Kept["why"], string> = {
  taken: "can’t be put back: someone else has the former one by now.",
  "changed-since": "was changed again since, so it stays.",
  unreadable: "can’t be put back: the server no longer has the key. Check it under Profile.",
  "of-another": "can’t be put back.",
  lasting: "can’t be put back.",
  deleted: "was replaced, so your former one is gone. Upload it again under Profile.",
};
