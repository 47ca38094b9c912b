import { languages } from "@/lib/i18n/locales";
import type { Translator } from "@/lib/i18n/translator";

/**
 * The words of the user's button and menu, finished: on a prerendered page they are rendered in the
 * browser, which has no translator.
 */
export function userMenuWords(t: Translator) {
  return {
    open: t("frame.menu.open"),
    openWithNewSignIns: t("frame.menu.openWithNewSignIns"),
    manageAccount: t("frame.menu.manageAccount"),
    devices: t("frame.menu.devices"),
    newSignIns: t("frame.menu.newSignIns"),
    theme: t("frame.theme.title"),
    system: t("frame.theme.system"),
    light: t("frame.theme.light"),
    dark: t("frame.theme.dark"),
    chosen: t("frame.theme.chosen"),
    language: t("frame.language.current", { language: languages[t.locale] }),
    signIn: t("frame.menu.signIn"),
    signOut: t("frame.menu.signOut"),
    signingOut: t("frame.menu.signingOut"),
  };
}

export type UserMenuWords = ReturnType<typeof userMenuWords>;

/** For a prerendered page, until its builder passes others. */
export const englishUserMenu: UserMenuWords = {
  open: "Account menu",
  openWithNewSignIns: "Account menu: a new sign-in to review",
  manageAccount: "Manage account",
  devices: "Devices",
  newSignIns: "New",
  theme: "Theme",
  system: "System",
  light: "Light",
  dark: "Dark",
  chosen: "(chosen)",
  language: "Language: English",
  signIn: "Sign in",
  signOut: "Sign out",
  signingOut: "Signing out",
};
