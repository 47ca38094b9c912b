import "server-only";
import { toPseudoLocale } from "@/lib/i18n/pseudo-locale";
import ar from "@/messages/ar.json";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import es from "@/messages/es.json";
import fr from "@/messages/fr.json";
import ja from "@/messages/ja.json";
import type { Locale } from "./locales";

/** The words of the app, as `messages/en.json` has them. */
export type Messages = typeof en;

/** A language may lack keys of a builder's own: English stands in for them. */
type Translation<T> = { [K in keyof T]?: T[K] extends string ? string : Translation<T[K]> };

const translations: Record<Locale, () => Translation<Messages>> = {
  en: () => en,
  de: () => de,
  fr: () => fr,
  es: () => es,
  ja: () => ja,
  ar: () => ar,
  "en-XA": () => toPseudoLocale(en),
};

/** The messages of a language, completed from English. */
export function messagesOf(locale: Locale): Messages {
  return complete(en, translations[locale]()) as Messages;
}

type Tree = { [key: string]: string | Tree };

function complete(english: Tree, translation: Tree): Tree {
  const completed = { ...english };
  for (const [key, value] of Object.entries(translation)) {
    const beside = english[key];
    const isFolder = typeof beside === "object" && typeof value === "object";
    completed[key] = isFolder ? complete(beside, value) : value;
  }
  return completed;
}
