type ReferenceProps = { value: string | undefined; className?: string };

/** The reference that the log line of the same event carries, for support. */
export function Reference({ value, className }: ReferenceProps) {
  if (!value) return null;
  return (
    <p className={className}>
      Reference: <span className="font-mono wrap-anywhere">{value}</span>
    </p>
  );
}
