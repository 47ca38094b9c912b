import { Fragment, type ReactNode } from "react";

/**
 * Short facts in one line, with a dot between them; those that are false are left out. Lines break between
 * facts, and inside one only if it is longer than a line. Each is isolated: two Latin ones side by side would
 * otherwise change places in Arabic.
 */
export function Facts({ children }: { children: ReactNode[] }) {
  const facts = children.filter(Boolean).map((fact, index) => ({ fact, key: `fact-${index}` }));
  return (
    <p className="text-muted">
      {facts.map(({ fact, key }, index) => (
        <Fragment key={key}>
          {index > 0 && " · "}
          <bdi className="inline-block">{fact}</bdi>
        </Fragment>
      ))}
    </p>
  );
}
