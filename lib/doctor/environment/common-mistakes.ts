import { type Finding, fail, warn } from "@/lib/doctor/finding";

/**
 * Finds a mistake that any variable can pick up on its way from a form, a file or a shell into the
 * process. Returns the first that applies: a quoted value is not checked any further.
 */
export function findCommonMistake(name: string, value: string): Finding | null {
  const mistake = mistakes.find(({ applies }) => applies(value, name));
  if (!mistake) return null;
  const make = mistake.isHarmless ? warn : fail;
  const fix = mistake.isValueMissing && isOwnSecret(name) ? makeSecret : mistake.fix;
  return make(name, mistake.text, fix);
}

type Mistake = {
  applies: (value: string, name: string) => boolean;
  text: string;
  fix: string;
  isHarmless?: true;
  /** There is no value to correct. For a secret of the deployer's own, the fix is to make one. */
  isValueMissing?: true;
};

/** The secrets that the deployer makes; a provider makes the others. */
const isOwnSecret = (name: string) =>
  /^(AUTH_SECRET(_[123])?|AUTH_REDIRECT_PROXY_SECRET|CRON_SECRET)$/.test(name);

const makeSecret =
  "Make a real one with `openssl rand -base64 33`, or without openssl with `node -p \"crypto.randomBytes(33).toString('base64')\"`.";

const mistakes: Mistake[] = [
  {
    applies: (value) => value.trim() === "",
    text: "is empty, which counts as not set",
    fix: "Set a value, or remove it.",
    isHarmless: true,
  },
  {
    applies: (value) => /^\s*["'`]|["'`]\s*$/.test(value),
    text: "has quotes around it, which became part of the value",
    fix: "Remove the quotes: Docker's --env-file and the forms of most hosts keep them.",
  },
  {
    applies: (value) => /[\r\n]/.test(value),
    text: "contains a line break",
    fix: "Paste it again as one line; convert the line endings of a file from Windows.",
  },
  {
    applies: (value, name) => /\s#/.test(value) && !name.endsWith("_NAME"),
    text: "contains a comment, which became part of the value",
    fix: "Put the comment on a line of its own: systemd and Docker's --env-file allow no other.",
  },
  {
    applies: (value) => value !== value.trim(),
    text: "begins or ends with white space, which is part of the value",
    fix: "Paste it again without white space.",
  },
  {
    applies: (value) => /^\$(\w+$|\{|\()|\{\{.*\}\}|^<[^>]*>$|^\[[^\]]*\]$/.test(value),
    text: "contains a reference or a blank that was not filled in",
    fix: "Set the value itself.",
    isValueMissing: true,
  },
  {
    applies: (value, name) => isOwnSecret(name) && (isPlaceholder(value) || isExampleSecret(value)),
    text: "is a placeholder",
    fix: makeSecret,
  },
  {
    applies: (value, name) => /_(ID|SECRET)$/.test(name) && isPlaceholder(value),
    text: "is a placeholder",
    fix: "Set the real value.",
  },
  {
    applies: (value, name) => name === "DATABASE_URL" && /@host[:/]|\/\/user:pass/i.test(value),
    text: "is an example address",
    fix: "Set it to the address of your own Postgres.",
  },
];

/** Long enough for the start, and published in tutorials and templates. */
function isExampleSecret(value: string): boolean {
  return /(change|replace)[-_ ]?(me|this)|your[-_ ]?secret|super[-_ ]?secret|example/i.test(value);
}

function isPlaceholder(value: string): boolean {
  return (
    /^(\.{2,}|…|x{3,}|\*+|todo|tbd|none|null|undefined|example|placeholder|secret|password)$/i.test(
      value,
    ) ||
    /^(your|insert|enter|paste|change|replace)[-_ ]?(\w+[-_ ])*(me|id|secret|here|client|key|value|this)\b/i.test(
      value,
    )
  );
}
