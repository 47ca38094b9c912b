import { z } from "zod";
import { isReservedUsername } from "@/lib/usernames/reserved-usernames";

/** Long enough to be distinctive, short enough for a greeting on a phone. */
export const usernameMinLength = 3;
export const usernameMaxLength = 30;

/** The rules, as the profile form shows them. */
export const usernameRules = `${usernameMinLength} to ${usernameMaxLength} lowercase letters and digits, with single . _ or - between them`;

/**
 * A username that a user chooses. It is lowercased, and its letters are limited to a to z, so that
 * no look-alike letter of another script can imitate a username.
 */
export const chosenUsername = z
  .string()
  .trim()
  .toLowerCase()
  .min(usernameMinLength, `This is too short: use at least ${usernameMinLength} letters or digits.`)
  .max(usernameMaxLength, `This is too long: use at most ${usernameMaxLength} letters or digits.`)
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    "This does not follow the rules: use only letters and digits, with single . _ or - between them.",
  )
  .refine((name) => !isReservedUsername(name), "This username is reserved. Choose another.");
