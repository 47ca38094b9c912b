import { z } from "zod";
import type { ProfileChange } from "@/lib/db/users";
import { isId, readField, typedLine } from "@/lib/http/form-field";
import { chosenUsername } from "@/lib/usernames/username";
import { isVisible } from "@/lib/visible-text";

/** State of the profile form after a submission that was not saved; null before the first one. */
export type ProfileState = {
  values: ProfileFields;
  errors: Partial<ProfileFields>;
} | null;

/** `picture` is the id of the connected account whose picture to show, or "none". */
export type ProfileFields = { username: string; name: string; picture: string };

/** State of the deletion form after nothing was deleted; null before. `error` is about the username. */
export type DeleteState = { value: string; error?: string; problem?: string } | null;

const nameMaxLength = 100;

const chosenName = typedLine(nameMaxLength);

/** Error for a picture that belongs to none of the user's connected accounts. */
export const unknownPicture = "Choose one of these pictures.";

type ParsedProfile = { change: ProfileChange } | { errors: Partial<ProfileFields> };

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
 * @param current - the user's username: it stays valid even if it predates the rules
 */
export function parseProfile(
  fields: SubmittedFields,
  current: { username: string },
): ParsedProfile {
  const username =
    fields.username === current.username
      ? z.string().safeParse(current.username)
      : chosenUsername.safeParse(fields.username ?? "");
  const name = chosenName.safeParse(fields.name);
  const pictureOf = fields.picture === "none" ? null : fields.picture;
  const isPicture = fields.picture === "none" || isId(fields.picture);
  if (username.success && name.success && isPicture) {
    const shownName = isVisible(name.data) ? name.data : null;
    return { change: { username: username.data, name: shownName, pictureOf } };
  }
  return {
    errors: {
      ...(username.error && { username: messageOf(username.error) }),
      ...(name.error && { name: messageOf(name.error) }),
      ...(!isPicture && { picture: unknownPicture }),
    },
  };
}

function messageOf(error: z.ZodError): string {
  return error.issues[0]?.message ?? "";
}
