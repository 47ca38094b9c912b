const maxLength = 60;

/** Cuts an error code (RFC 6749, appendix A.7) short, to characters that can't forge a log line. */
export function cleanErrorCode(code: string): string {
  return code.replace(/[^\w.-]+/g, "?").slice(0, maxLength);
}
