import { connection } from "next/server";
import { findPlans } from "../(app)/plans/find-plans";

/** A cached value beside one of the request. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ plans: await findPlans(), now: Date.now() });
}
