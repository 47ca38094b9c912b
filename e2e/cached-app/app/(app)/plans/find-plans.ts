import { randomUUID } from "node:crypto";
import { cacheTag } from "next/cache";

/** The same for every request, until `changePlans` runs. */
export async function findPlans(): Promise<string> {
  "use cache";
  cacheTag("plans");
  return `Plan ${randomUUID()}`;
}
