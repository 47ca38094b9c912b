import { isOwnPicture } from "@/lib/db/pictures";
import type { ProfileChange } from "@/lib/db/users";
import { isId, readField, typedLine } from "@/lib/http/form-field";
import { parseUsername, type UsernameRule } from "@/lib/usernames/username";
import { isVisible } from "@/lib/visible-text";

/** State of the profile form after a submission that was not saved; null before the first one. */
export type ProfileState = {
  values: ProfileFields;
  errors: ProfileErrors;
} | null;

/** For each rejected field, every rule that it breaks, in words. */
export type ProfileErrors = Partial<Record<keyof ProfileFields, string[]>>;

/** The same by the names of the rules: see `profileErrors`. */
export type ProfileProblems = {
  username?: readonly (UsernameRule | "taken")[];
  name?: readonly "tooLong"[];
  /** It belongs to none of the user's connected accounts. */
  picture?: readonly "unknown"[];
};

/**
 * `picture` is the id of the connected account whose picture to show, "own" to keep the one that the user
 * uploaded, or "none".
 */
export type ProfileFields = { username: string; name: string; picture: string };

/** State of the deletion form after nothing was deleted; null before. `error` is about the username. */
export type DeleteState = { value: string; error?: string; problem?: string } | null;

export const nameMaxLength = 100;

const chosenName = typedLine(nameMaxLength);

type ParsedProfile = { change: ProfileChange } | { problems: ProfileProblems };

type SubmittedFields = { [Field in keyof ProfileFields]: string | null };

/** The submitted fields; null for one that is missing, repeated or far too long. */
export function readProfileFields(form: FormData): SubmittedFields {
  const field = (name: string) => readField(form, name);
  return { username: field("username"), name: field("name"), picture: field("picture") };
}

/** The submitted fields, for the form to show again. */
export function shownFields({ username, name, picture }: SubmittedFields): ProfileFields {
  return { username: username ?? "", name: name ?? "", picture: picture ?? "" };
}

/**
 * Validates a submitted profile. `updateProfile` checks whether the picture belongs to one of the
 * user's connected accounts.
 *
 * @param current - the user's username, which stays valid even if it predates the rules, and picture
 */
export function parseProfile(
  fields: SubmittedFields,
  current: { username: string; image: string | null },
): ParsedProfile {
  const username = readUsername(fields.username, current.username);
  const name = chosenName.safeParse(fields.name);
  const keepsOwn = fields.picture === "own" && isOwnPicture(current.image);
  const pictureOf = fields.picture === "none" ? null : fields.picture;
  const isPicture = keepsOwn || fields.picture === "none" || isId(fields.picture);
  if ("username" in username && name.success && isPicture) {
    const shownName = isVisible(name.data) ? name.data : null;
    const change = { username: username.username, name: shownName };
    return { change: keepsOwn ? change : { ...change, pictureOf } };
  }
  return {
    problems: {
      ...("broken" in username && { username: username.broken }),
      ...(!name.success && { name: ["tooLong"] }),
      ...(!isPicture && { picture: ["unknown"] }),
    },
  };
}

function readUsername(typed: string | null, current: string): ReturnType<typeof parseUsername> {
  if (typed === current) return { username: current };
  // A browser always sends the field, once: only one that is far too long isn't read.
  return typed === null ? { broken: ["tooLong"] } : parseUsername(typed);
}
