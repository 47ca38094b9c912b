import { translator } from "@/lib/i18n/translator";

/** Stands in for a translator that a caller doesn't pass yet. */
export const english = translator("en");
