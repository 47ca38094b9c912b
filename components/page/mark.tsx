import { siteMark } from "@/lib/brand";

type MarkProps = {
  /** Closed on pages that lead nowhere: the door is dark. */
  door: "open" | "closed";
  className: string;
};

/** The site's mark. */
export function Mark({ door, className }: MarkProps) {
  return (
    <svg viewBox={siteMark.viewBox} aria-hidden="true" className={className}>
      <path d={siteMark.shape} fill="currentColor" />
      {siteMark.light && (
        <path d={siteMark.light} className={door === "open" ? "fill-lamp" : "fill-edge"} />
      )}
    </svg>
  );
}
