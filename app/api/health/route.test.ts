import { NextRequest } from "next/server";
import { afterEach, expect, it } from "vitest";
import { globalSingleton } from "@/lib/global-singleton";
import { GET } from "./route";

const state = globalSingleton("shutdown", () => ({ begun: false }));
const ask = (query = "") => GET(new NextRequest(`http://localhost:3000/api/health${query}`));

afterEach(() => {
  state.begun = false;
});

it("is ready until the process is told to end, and alive to the end", async () => {
  expect((await ask()).status).toBe(200);
  state.begun = true;
  const stopping = await ask();
  expect(stopping.status).toBe(503);
  expect(await stopping.json()).toEqual({ live: true, ready: false, stopping: true });
  expect((await ask("?probe=live")).status).toBe(200);
});
