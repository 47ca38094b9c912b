import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { siteMark } from "@/lib/brand";
import { renderFailurePage } from "@/lib/failures/failure-page";
import { Wordmark } from "./wordmark";

const failurePage = { status: 500, title: "", text: "", next: "", actions: [], nonce: "" };

const pathsOf = (markup: string) =>
  [...markup.matchAll(/<path[^>]* d="([^"]+)"/g)].map(([, d]) => d);

it.each([
  ["the pages", () => renderToStaticMarkup(<Wordmark />)],
  ["the failure pages", () => renderFailurePage(failurePage)],
  ["the browser tab", () => readFileSync("app/icon.svg", "utf8")],
])("draws the same mark in %s", (_, render) => {
  expect(pathsOf(render())).toEqual([siteMark.arch, siteMark.door]);
});
