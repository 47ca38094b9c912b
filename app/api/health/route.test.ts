import { NextRequest } from "next/server";
import { afterEach, expect, it } from "vitest";
import { globalSingleton } from "@/lib/global-singleton";
import { GET } from "./route";

const state = globalSingleton("shutdown", () => ({ begun: false }));
const probe = (query = "") => GET(new NextRequest(`http://localhost:3000/api/health${query}`));

afterEach(() => {
  state.begun = false;
});

it("is ready until shutdown begins, and live throughout", async () => {
  expect((await probe()).status).toBe(200);
  state.begun = true;
  const stopping = await probe();
  expect(stopping.status).toBe(503);
  expect(await stopping.json()).toEqual({ live: true, ready: false, stopping: true });
  expect((await probe("?probe=live")).status).toBe(200);
});
