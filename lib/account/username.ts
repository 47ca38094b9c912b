import { z } from "zod";

/** Long enough to be told apart, short enough for a greeting on a phone. */
const minLength = 3;
const maxLength = 30;

/** The rules in the words of the page that asks for one. */
export const usernameRules = `${minLength} to ${maxLength} small letters and digits, with single . _ or - between them`;

/**
 * A username as its owner may choose it. Letters are made small and limited to a to z, so that no
 * two usernames look the same.
 */
export const chosenUsername = z
  .string()
  .trim()
  .toLowerCase()
  .min(minLength, `This is too short: use at least ${minLength} letters or digits.`)
  .max(maxLength, `This is too long: use at most ${maxLength} letters or digits.`)
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    "This does not follow the rules: leave out everything but letters, digits and single . _ or -.",
  );
