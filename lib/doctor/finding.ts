/** `warn` is for what works and still wants a look, and for what could not be told. */
export type Status = "ok" | "warn" | "fail" | "skipped";

/** What came of one check. None ever holds the value of a secret. */
export type Finding = {
  /** What was looked at: a variable's name, or a few words. */
  check: string;
  status: Status;
  text: string;
  /** What to do about it. */
  fix?: string;
};

/** What a check of one thing says about it. */
export const ok = (check: string, text: string): Finding => ({ check, status: "ok", text });

export const warn = (check: string, text: string, fix: string): Finding => ({
  check,
  status: "warn",
  text,
  fix,
});

export const fail = (check: string, text: string, fix: string): Finding => ({
  check,
  status: "fail",
  text,
  fix,
});

export const skipped = (check: string, text: string): Finding => ({
  check,
  status: "skipped",
  text,
});
