import { z } from "zod";
import { isReservedUsername } from "@/lib/usernames/reserved-usernames";

/** Long enough to be distinctive, short enough for a greeting on a phone. */
export const usernameMinLength = 3;
export const usernameMaxLength = 30;

/** The rules, as the profile form shows them. */
export const usernameRules = `${usernameMinLength}–${usernameMaxLength} characters: lowercase letters, numbers, and single . _ - in between`;

/**
 * A username that a user chooses; each rule that it breaks is an issue of its own. It is lowercased, and its letters are limited to a to z, so that
 * no look-alike letter of another script can imitate a username.
 */
export const chosenUsername = z
  .string()
  .trim()
  .toLowerCase()
  .min(usernameMinLength, `Use at least ${usernameMinLength} characters.`)
  .max(usernameMaxLength, `Use at most ${usernameMaxLength} characters.`)
  .regex(/^[a-z0-9._-]*$/, "Use only letters, numbers and . _ -")
  .regex(/^(?![._-]).*(?<![._-])$/s, "Start and end with a letter or number.")
  .regex(/^(?!.*[._-]{2})/s, "Use . _ - one at a time, between letters or numbers.")
  .refine((name) => !isReservedUsername(name), "This username is reserved. Choose another.");
