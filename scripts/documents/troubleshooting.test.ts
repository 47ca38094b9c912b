import { expect, it } from "vitest";
import messages from "@/messages/en.json";
import { isFoyers, projectFiles, readProjectFile } from "./read-project";

const table = readProjectFile("docs/troubleshooting.md");

const sources = [
  "proxy.hosted.ts",
  "instrumentation.ts",
  ...["app", "lib", "components"].flatMap((folder) => projectFiles(folder, /\.tsx?$/)),
].filter((path) => isFoyers(path) && !path.includes(".test."));

/** What a pattern's first group matches in these files, with `…` for what is inserted at run time. */
function wordsIn(files: string[], pattern: RegExp): string[] {
  const words = files.flatMap((file) =>
    [...readProjectFile(file).matchAll(pattern)].map(([, word = ""]) =>
      word.replace(/\$\{[^}]*\}/g, "…"),
    ),
  );
  return [...new Set(words)];
}

/** The titles of `failures` in messages/en.json, with `…` for what is inserted at run time. */
const failureTitles = Object.values(messages.failures).flatMap((failure) =>
  "title" in failure ? [failure.title.replace(/\{\w+\}/g, "…")] : [],
);
/** The titles of notices that report a problem, with `…` for what is inserted. */
const notices = [
  ...wordsIn(["lib/flash/account-notice.ts"], /problem\(\s*t\("notices\.(\w+)\.title"/g),
  ...(["cancelled", "signOutFailed", "providerError", "providerAway", "refused"] as const),
].flatMap((name) => titlesIn(messages.notices[name as keyof typeof messages.notices]));

/** The messages of a folder, without the texts that say more. */
function titlesIn(messages: unknown): string[] {
  if (typeof messages === "string") return [messages.replace(/\{\w+\}/g, "…")];
  return Object.entries(messages as object)
    .filter(([key]) => !["text", "uncertain", "mayPass", "lasting", "reasons"].includes(key))
    .flatMap(([, message]) => titlesIn(message));
}

const kinds: [string, string[]][] = [
  ["log events", wordsIn(sources, /\bevent: "([a-z-]+\.[a-z-]+)"/g)],
  ["titles of failures", [...new Set(failureTitles)]],
  ["problems in notices", notices],
  ["kinds of failed sign-ins", wordsIn(["lib/auth/sign-in/failure.ts"], /\| \{ kind: "([\w-]+)"/g)],
  ["reasons of a refusal", wordsIn(["lib/auth/linking/link-policy.ts"], /^ +\| "([a-z-]+)"/gm)],
  [
    "reasons why someone may not sign in",
    wordsIn(["lib/auth/access/decide-access.ts"], /(?<=accessReasons = [^;]*)^ +"([a-z-]+)",/gm),
  ],
  [
    "reasons for no verified address",
    wordsIn(["lib/auth/providers/email-problem.ts"], /^ +\| "([a-z-]+)"/gm),
  ],
  ["faults of auth_time", wordsIn(["lib/auth/oauth/id-token.ts"], /^ +"(auth-time-[a-z]+)":/gm)],
  ["faults of a provider", wordsIn(["lib/auth/oauth/provider-error.ts"], /^ +\| "([a-z-]+)"/gm)],
];

it.each(kinds)("docs/troubleshooting.md lists all %s", (_, words) => {
  expect(words.length).toBeGreaterThan(2);
  expect(words.filter((word) => !table.includes(word))).toEqual([]);
});
