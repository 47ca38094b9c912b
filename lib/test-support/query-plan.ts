import type postgres from "postgres";
import type { Statement } from "@/lib/test-support/statements";

/** A node of the output of `explain (format json)`. */
type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  Schema?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Plan[];
};

/** How Postgres reads the app's tables for a statement: by which indexes, and which tables whole. */
export type Reading = { indexes: string[]; whole: string[] };

/**
 * Plans a statement with its values, and again without any. Postgres may switch to such a generic
 * plan after a prepared statement has run a few times.
 */
export async function readingOf(sql: postgres.Sql, statement: Statement): Promise<Reading> {
  const { text, parameters } = statement;
  const plans = [
    await sql.unsafe(`explain (verbose, format json) ${text}`, parameters as never[]),
    ...((await supportsGenericPlans(sql))
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

/** A scan of an index without a condition reads all of it, as a scan of the table would. */
function readsWhole(node: Plan): boolean {
  if (node["Node Type"] === "Bitmap Heap Scan") return false;
  const isScan = node["Node Type"].endsWith("Scan") && nameOf(node) !== undefined;
  const isOurs = node.Schema === undefined || node.Schema === "public";
  return isScan && isOurs && node["Index Cond"] === undefined;
}

function nameOf(node: Plan): string | undefined {
  return node["Relation Name"] ?? node["Index Name"];
}

/** Postgres 16 or later. */
async function supportsGenericPlans(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql`select current_setting('server_version_num')::int >= 160000 as supported`;
  return row?.supported === true;
}
