/** A message for the visitor that is shown once, at the top of a page. */
export type Notice = {
  tone: "success" | "neutral" | "problem";
  title: string;
  text?: string;
  /** Where to look further. */
  link?: { href: string; label: string };
  /** Several things of one kind, each in a sentence. */
  lists?: { title: string; items: string[] }[];
  /** What a provider said, parameter by parameter. Untrusted: shown as text only. */
  details?: { name: string; value: string }[];
  /** Also in the log line of the same event. */
  reference?: string;
};
