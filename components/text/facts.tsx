import { Fragment, type ReactNode } from "react";

/**
 * Short facts in one line, with a dot between them; those that are false are left out. Lines break between
 * facts, and inside one only if it is longer than a line. A dot that would begin a line is beyond the edge,
 * where it is clipped. Each fact is isolated: two Latin ones side by side would otherwise change places in
 * Arabic.
 */
export function Facts({ children }: { children: ReactNode[] }) {
  const facts = children.filter(Boolean).map((fact, index) => ({ fact, key: `fact-${index}` }));
  return (
    <p className="overflow-x-clip text-muted [font-variant-numeric:tabular-nums]">
      <span className="-ms-3 flex flex-wrap">
        {facts.map(({ fact, key }, index) => (
          <Fragment key={key}>
            {/* To copy, and for what reads the text. */}
            {index > 0 && <span className="sr-only"> · </span>}
            <span className="relative min-w-0 ps-3 before:absolute before:start-0 before:w-3 before:text-center before:content-['·']">
              <bdi>{fact}</bdi>
            </span>
          </Fragment>
        ))}
      </span>
    </p>
  );
}
