import type { ProviderMark as Mark } from "@/lib/auth/providers/provider";

/** Draws a provider's mark; the button's text names the provider, so the drawing stays silent. */
export function ProviderMark({ mark }: { mark: Mark }) {
  return (
    <svg viewBox={mark.viewBox} aria-hidden="true" className="size-5 shrink-0">
      {mark.paths.map(({ d, fill }) => (
        <path key={d} d={d} fill={fill ?? "currentColor"} />
      ))}
    </svg>
  );
}
