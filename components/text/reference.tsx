type ReferenceProps = { value: string | undefined; className?: string };

/** The reference by which whoever runs the site finds the log line of the same event. */
export function Reference({ value, className }: ReferenceProps) {
  if (!value) return null;
  return (
    <p className={className}>
      Reference: <span className="font-mono wrap-anywhere">{value}</span>
    </p>
  );
}
