import { expect, it } from "vitest";
import { isPrefetch } from "./prefetch";

it.each<Record<string, string>>([
  { "sec-purpose": "prefetch" },
  { "sec-purpose": "prefetch;prerender" },
  { "sec-purpose": "prefetch;anonymous-client-ip" },
  { "sec-purpose": "prerender" },
  { "sec-purpose": "Prefetch" },
  { purpose: "prefetch" },
  { purpose: "prefetch", "sec-purpose": "other" },
])("a request that the browser makes ahead is one: %j", (headers) => {
  expect(isPrefetch(new Headers(headers))).toBe(true);
});

it.each<Record<string, string>>([
  {},
  { "sec-purpose": "" },
  { "sec-purpose": "other" },
  { "sec-purpose": "prefetched" },
  { purpose: "x-prerenderer" },
  // A <Link> of Next.js asks for data with it, and the visitor is there.
  { "next-router-prefetch": "1" },
  { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
])("a visitor's own request is none: %j", (headers) => {
  expect(isPrefetch(new Headers(headers))).toBe(false);
});
