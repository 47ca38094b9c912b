type ReferenceProps = {
  /** "Reference:", in the language of the page. */
  label?: string;
  value: string | undefined;
  className?: string;
};

/** The reference that the log line of the same event carries, for support. */
export function Reference({ label = "Reference:", value, className }: ReferenceProps) {
  if (!value) return null;
  return (
    <p className={className}>
      {label} <span className="font-mono wrap-anywhere">{value}</span>
    </p>
  );
}
