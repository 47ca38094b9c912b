import type { Cost, Costs } from "./costs";
import { median, ratios } from "./statistics";

/** A Markdown table with a row per measure and a column per subject. */
export function costTable(costs: Costs, columns: string[], bases: Record<string, string>): string {
  return markdown(
    ["CPU for each, ms (ratio, spread)", ...columns],
    costRows(costs, columns, bases),
  );
}

/** A row per measure: CPU milliseconds of the app and of Postgres, and their sum by the base's. */
export function costRows(
  costs: Costs,
  columns: string[],
  bases: Record<string, string>,
): string[][] {
  return [...costs].map(([name, bySubject]) => {
    const base = bySubject.get(bases[name] ?? "");
    return [name, ...columns.map((column) => costCell(bySubject.get(column), base))];
  });
}

function costCell(cost: Cost | undefined, base: Cost | undefined): string {
  if (!cost) return "";
  const absolute = `${median(cost.app).toFixed(2)} + ${median(cost.postgres).toFixed(2)}`;
  return ratioCell(absolute, totals(cost), base && totals(base));
}

/** Such as `4.33 (**1.31**, 1.28 to 1.35)`: the median of the ratios within a turn, their spread. */
export function ratioCell(absolute: string, own: number[], base: number[] | undefined): string {
  if (!base) return absolute;
  const relative = ratios(own, base);
  if (relative.every((ratio) => ratio === 1)) return `${absolute} (1)`;
  const [low, middle, high] = [Math.min(...relative), median(relative), Math.max(...relative)].map(
    (ratio) => ratio.toFixed(2),
  );
  return `${absolute} (**${middle}**, ${low} to ${high})`;
}

function totals({ app, postgres }: Cost): number[] {
  return app.map((used, turn) => used + (postgres[turn] ?? 0));
}

export function markdown(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
