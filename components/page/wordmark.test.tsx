import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { iconSvg } from "@/app/icon-svg";
import { siteMark } from "@/lib/brand";
import { renderFailurePage } from "@/lib/failures/failure-page";
import { translator } from "@/lib/i18n/translator";
import { Wordmark } from "./wordmark";

const words = { title: "", text: "", next: "" };
const failurePage = { ...words, status: 500, actions: [], nonce: "", t: translator("en") };

const pathsOf = (markup: string) =>
  [...markup.matchAll(/<path[^>]* d="([^"]+)"/g)].map(([, d]) => d);

it.each([
  ["the pages", () => renderToStaticMarkup(<Wordmark door="open" />)],
  ["the failure pages", () => renderFailurePage(failurePage)],
  ["the browser tab", () => iconSvg(32, { radius: 7 })],
])("draws the same mark in %s", (_, render) => {
  expect(pathsOf(render())).toEqual([siteMark.shape, siteMark.light]);
});

it("has a light in the door, and none where it is closed", () => {
  expect(renderToStaticMarkup(<Wordmark door="open" />)).toContain("fill-lamp");
  expect(renderToStaticMarkup(<Wordmark door="closed" />)).not.toContain("fill-lamp");
});
