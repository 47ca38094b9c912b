import { z } from "zod";

/** Long enough to be distinctive, short enough for a greeting on a phone. */
const minLength = 3;
const maxLength = 30;

/** The rules, as the profile form shows them. */
export const usernameRules = `${minLength} to ${maxLength} lowercase letters and digits, with single . _ or - between them`;

/**
 * A username that a user chooses. It is lowercased, and its letters are limited to a to z, so that
 * no look-alike letter of another script can imitate a username.
 */
export const chosenUsername = z
  .string()
  .trim()
  .toLowerCase()
  .min(minLength, `This is too short: use at least ${minLength} letters or digits.`)
  .max(maxLength, `This is too long: use at most ${maxLength} letters or digits.`)
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    "This does not follow the rules: use only letters and digits, with single . _ or - between them.",
  );
