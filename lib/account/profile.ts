import { z } from "zod";
import { chosenUsername } from "@/lib/account/username";
import type { ProfileChange } from "@/lib/db/users";
import { isId, readField, typedLine } from "@/lib/http/form-field";

/** What the profile form shows after a submission that was not saved; null before any. */
export type ProfileState = {
  values: ProfileFields;
  errors: Partial<ProfileFields>;
} | null;

/** `picture` is the id of a connection whose picture to show, or "none". */
export type ProfileFields = { username: string; name: string; picture: string };

/** What the form of the account's deletion shows when the username did not match. */
export type DeleteState = { value: string; error: string } | null;

const nameMaxLength = 100;

const chosenName = typedLine(nameMaxLength);

/** What the form says of a picture that is none of the visitor's connections'. */
export const unknownPicture = "Choose one of these pictures.";

type ParsedProfile = { change: ProfileChange } | { errors: Partial<ProfileFields> };

type SentFields = { [Field in keyof ProfileFields]: string | null };

/** The fields as they were sent; null stands for what is missing, doubled or far too long. */
export function readProfileFields(form: FormData): SentFields {
  const field = (name: string) => readField(form, name);
  return { username: field("username"), name: field("name"), picture: field("picture") };
}

/** The same, to be shown again. */
export function shownFields({ username, name, picture }: SentFields): ProfileFields {
  return { username: username ?? "", name: name ?? "", picture: picture ?? "" };
}

/**
 * Checks what a visitor wants to be called and to look like. Whether the picture is that of one of
 * their connections, `updateProfile` decides.
 *
 * @param fields - as the form sent them
 * @param current - the visitor's username: one that was given before there were rules may stay
 */
export function parseProfile(fields: SentFields, current: { username: string }): ParsedProfile {
  const username =
    fields.username === current.username
      ? z.string().safeParse(current.username)
      : chosenUsername.safeParse(fields.username ?? "");
  const name = chosenName.safeParse(fields.name);
  const pictureOf = fields.picture === "none" ? null : fields.picture;
  const isPicture = fields.picture === "none" || isId(fields.picture);
  if (username.success && name.success && isPicture) {
    return { change: { username: username.data, name: name.data || null, pictureOf } };
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
