/** The reference by which whoever runs the site finds the log line of the same event. */
export function Reference({ value }: { value: string | undefined }) {
  if (!value) return null;
  return (
    <p className="text-center text-sm text-muted">
      Reference: <bdi className="font-mono wrap-anywhere">{value}</bdi>
    </p>
  );
}
