import type { ProviderMark as Mark } from "@/lib/auth/providers/provider";

/** A provider's mark, hidden from screen readers: the text beside it names the provider. */
export function ProviderMark({ mark }: { mark: Mark }) {
  return (
    <svg viewBox={mark.viewBox} aria-hidden="true" className="size-5 shrink-0">
      {mark.paths.map(({ d, fill }) => (
        <path key={d} d={d} fill={fill ?? "currentColor"} />
      ))}
    </svg>
  );
}
