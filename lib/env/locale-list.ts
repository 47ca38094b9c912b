import { z } from "zod";
import { readList } from "@/lib/env/email-lists";
import { optional } from "@/lib/env/values";
import { defaultLocales, isLocale, type Locale, languages } from "@/lib/i18n/locales";

const byLowerCase = new Map(Object.keys(languages).map((locale) => [locale.toLowerCase(), locale]));

/** The languages that a site offers; the first is for those whose browser accepts none of them. */
export const locales = optional(
  z
    .string()
    .transform((value) => readList(value).map((entry) => byLowerCase.get(entry) ?? entry))
    .refine(
      (all): all is Locale[] => all.length > 0 && all.every(isLocale),
      `must be languages separated by commas, of those in messages/: ${defaultLocales.join(", ")}`,
    ),
).transform((value) => [...new Set(value ?? defaultLocales)]);
