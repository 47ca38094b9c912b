import type postgres from "postgres";
import type { Statement } from "@/lib/test-support/statements";

/** A node of what `explain (format json)` answers. */
type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  Schema?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Plan[];
};

/** How Postgres reads the app's tables for a statement: by which indexes, and which ones whole. */
export type Reading = { indexes: string[]; whole: string[] };

/**
 * Plans a statement with the values that it came with, and once more without any: with such a plan
 * Postgres may go on where a statement is prepared and has come a few times.
 */
export async function readingOf(sql: postgres.Sql, statement: Statement): Promise<Reading> {
  const { text, parameters } = statement;
  const plans = [
    await sql.unsafe(`explain (verbose, format json) ${text}`, parameters as never[]),
    ...((await knowsGenericPlans(sql))
      ? [await sql.unsafe(`explain (verbose, format json, generic_plan) ${text}`).simple()]
      : []),
  ].flatMap(([row]) => row?.["QUERY PLAN"].map(({ Plan }: { Plan: Plan }) => Plan) as Plan[]);
  const nodes = plans.flatMap(nodesOf);
  return {
    indexes: nodes.flatMap((node) => node["Index Name"] ?? []),
    whole: nodes.filter(readsWhole).map((node) => `${node["Node Type"]} ${nameOf(node)}`),
  };
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** An index without a condition on it is read from end to end as the table would be. */
function readsWhole(node: Plan): boolean {
  if (node["Node Type"] === "Bitmap Heap Scan") return false;
  const isScan = node["Node Type"].endsWith("Scan") && nameOf(node) !== undefined;
  const isOurs = node.Schema === undefined || node.Schema === "public";
  return isScan && isOurs && node["Index Cond"] === undefined;
}

function nameOf(node: Plan): string | undefined {
  return node["Relation Name"] ?? node["Index Name"];
}

/** Since Postgres 16. */
async function knowsGenericPlans(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql`select current_setting('server_version_num')::int >= 160000 as does`;
  return row?.does === true;
}
