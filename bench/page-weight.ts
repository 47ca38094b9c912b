import { gzipSync } from "node:zlib";
import { scriptsOf, stylesOf } from "../e2e/support/page-files";

/** What a browser downloads to show a page, in bytes, compressed with gzip. */
export type PageWeight = { html: number; script: number; css: number; font: number };

export async function weighPage(url: string): Promise<PageWeight> {
  const html = await (await fetch(url)).text();
  // React lists the fonts to preload in the page's data.
  const fonts = [
    ...new Set([...html.matchAll(/:HL\[\\"([^"\\]+)\\",\\"font/g)].map(([, url = ""]) => url)),
  ];
  return {
    html: gzipSync(html).length,
    script: await sizeOf(scriptsOf(html), url, true),
    css: await sizeOf(stylesOf(html), url, true),
    font: await sizeOf(fonts, url, false),
  };
}

async function sizeOf(addresses: string[], base: string, isText: boolean): Promise<number> {
  let size = 0;
  for (const address of addresses) {
    const body = Buffer.from(await (await fetch(new URL(address, base))).arrayBuffer());
    size += isText ? gzipSync(body).length : body.length;
  }
  return size;
}
