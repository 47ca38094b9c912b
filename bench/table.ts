import type { Cost, Costs } from "./costs";
import { median, ratios } from "./statistics";

/** A Markdown table with a row per measure and a column per subject. */
export function costTable(costs: Costs, columns: string[], bases: Record<string, string>): string {
  const rows = [...costs].map(([name, bySubject]) => {
    const base = bySubject.get(bases[name] ?? "");
    return [name, ...columns.map((column) => costCell(bySubject.get(column), base))];
  });
  return markdown(["CPU for each, ms (ratio, spread)", ...columns], rows);
}

/**
 * Such as `4.12 + 0.21 (**1.31**, 1.28 to 1.35)`: app and Postgres, and their sum by the base's.
 */
function costCell(cost: Cost | undefined, base: Cost | undefined): string {
  if (!cost) return "";
  const absolute = `${median(cost.app).toFixed(2)} + ${median(cost.postgres).toFixed(2)}`;
  if (!base) return absolute;
  if (cost === base) return `${absolute} (1)`;
  const relative = ratios(totals(cost), totals(base));
  const [low, high] = [Math.min(...relative), Math.max(...relative)].map((ratio) =>
    ratio.toFixed(2),
  );
  return `${absolute} (**${median(relative).toFixed(2)}**, ${low} to ${high})`;
}

function totals({ app, postgres }: Cost): number[] {
  return app.map((used, turn) => used + (postgres[turn] ?? 0));
}

export function markdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
