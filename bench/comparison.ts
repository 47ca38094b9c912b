import { columns } from "./contestants";
import type { Costs } from "./costs";
import type { Count } from "./counts";
import type { PageWeight } from "./page-weight";
import { median } from "./statistics";
import { costRows, markdown, ratioCell } from "./table";

/** The results of one run. All but the costs are keyed by contestant. */
export type Comparison = {
  costs: Costs;
  /** Milliseconds from start to first response. */
  starts: Map<string, number[]>;
  /** Keyed by contestant and by what was counted. */
  counts: Map<string, Map<string, Count>>;
  weights: Map<string, PageWeight>;
};

const names = Object.values(columns);
const bases = {
  "signed-in page": columns.bare,
  "sign-in, returning": columns.authjs,
  "sign-in, new": columns.authjs,
};

/** What was measured, with ratios to the bare app or, for sign-ins, to Auth.js as documented. */
export function measuredTable({ costs, starts }: Comparison): string {
  const costRow = ([name = "", ...cells]: string[]) => [
    `${name}: CPU of app + Postgres, ms`,
    ...cells,
  ];
  return markdown(
    ["median (ratio, spread)", ...names],
    [
      ...costRows(costs, names, bases).map(costRow),
      ["start to first response, ms", ...ratioCells(starts)],
      ["memory (resident) while pages are opened, MB", ...ratioCells(residentOf(costs))],
    ],
  );
}

/** What was counted, the same in each run. */
export function countedTable({ counts, weights }: Comparison): string {
  const counted = [...(counts.get(columns.foyer)?.keys() ?? [])];
  return markdown(
    ["round trips to Postgres, requests to the provider", ...names],
    [
      ...counted.map((what) => [
        what,
        ...names.map((name) => {
          const count = counts.get(name)?.get(what);
          return count ? `${count.roundTrips}, ${count.providerRequests}` : "";
        }),
      ]),
      [
        "signed-out page: HTML + script + CSS + font, bytes compressed",
        ...names.map((name) => {
          const weight = weights.get(name);
          return weight ? [weight.html, weight.script, weight.css, weight.font].join(" + ") : "";
        }),
      ],
    ],
  );
}

function residentOf(costs: Costs): Map<string, number[]> {
  const pages = costs.get("signed-in page") ?? new Map();
  return new Map([...pages].map(([name, cost]) => [name, cost.residentMegabytes]));
}

/** A cell for each column: the median, and its ratio to the bare app's. */
function ratioCells(figures: Map<string, number[]>): string[] {
  return names.map((name) => {
    const own = figures.get(name);
    return own ? ratioCell(String(Math.round(median(own))), own, figures.get(columns.bare)) : "";
  });
}
