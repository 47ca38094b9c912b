type ReferenceProps = {
  value: string | undefined;
  /** What the value is, with its colon. */
  label: string;
  className?: string;
};

/** The reference that the log line of the same event carries, for support. */
export function Reference({ value, label, className }: ReferenceProps) {
  if (!value) return null;
  return (
    <p className={className}>
      {label} <bdi className="font-mono wrap-anywhere">{value}</bdi>
    </p>
  );
}
