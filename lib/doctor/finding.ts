/** `warn`: it works but deserves a look, or the check could not decide. */
export type Status = "ok" | "warn" | "fail" | "skipped";

/** The result of one check. It never contains the value of a secret. */
export type Finding = {
  /** A variable's name, or a few words. */
  check: string;
  status: Status;
  text: string;
  /** What to do about it. */
  fix?: string;
  /** It is about a local stand-in, and tells nothing about the real provider. */
  isStandIn?: true;
};

/** What people read: no check of a stand-in counts as passed. */
export type ShownStatus = Status | "stand-in";

export function shownStatus({ status, isStandIn }: Finding): ShownStatus {
  return isStandIn && status === "ok" ? "stand-in" : status;
}

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
