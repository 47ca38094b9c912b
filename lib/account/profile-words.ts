import { nameMaxLength, type ProfileErrors, type ProfileProblems } from "@/lib/account/profile";
import type { Translator } from "@/lib/i18n/translator";
import { usernameMaxLength, usernameMinLength } from "@/lib/usernames/username";

/** The rules of usernames, for the profile form. */
export function usernameHelp(t: Translator): string {
  return t("profile.username.help", usernameLimits);
}

/** The problems of a profile, for the profile form. */
export function profileErrors(problems: ProfileProblems, t: Translator): ProfileErrors {
  const { username, name, picture } = problems;
  return {
    ...(username && {
      username: username.map((rule) => t(`profile.username.problems.${rule}`, usernameLimits)),
    }),
    ...(name && { name: name.map((rule) => t(`profile.name.problems.${rule}`, nameLimits)) }),
    ...(picture && { picture: picture.map((rule) => t(`profile.picture.problems.${rule}`)) }),
  };
}

const usernameLimits = { min: usernameMinLength, max: usernameMaxLength };
const nameLimits = { max: nameMaxLength };
