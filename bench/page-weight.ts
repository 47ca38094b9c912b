import { gzipSync } from "node:zlib";

/** What a browser fetches to show a page, in bytes, compressed as the app compresses it at most. */
export type PageWeight = { html: number; script: number; css: number; font: number };

export async function weighPage(url: string): Promise<PageWeight> {
  const html = await (await fetch(url)).text();
  const tags = [...html.matchAll(/<(script|link)\b[^>]*>/g)].map(([tag]) => tag);
  const addresses = (wanted: RegExp, attribute: string) =>
    new Set(
      tags
        .filter((tag) => wanted.test(tag))
        .map((tag) => new RegExp(`${attribute}="([^"]+)"`).exec(tag)?.[1])
        .filter((address) => address !== undefined),
    );
  // Browsers of today leave out what is marked for those that know no modules.
  const scripts = addresses(/^<script(?!.*noModule)/i, "src");
  const styles = addresses(/rel="stylesheet"/, "href");
  // React tells the browser of these in the data of the page.
  const fonts = new Set(
    [...html.matchAll(/:HL\[\\"([^"\\]+)\\",\\"font/g)].map(([, url = ""]) => url),
  );
  return {
    html: gzipSync(html).length,
    script: await sizeOf(scripts, url, true),
    css: await sizeOf(styles, url, true),
    font: await sizeOf(fonts, url, false),
  };
}

async function sizeOf(addresses: Set<string>, base: string, isText: boolean): Promise<number> {
  let size = 0;
  for (const address of addresses) {
    const body = Buffer.from(await (await fetch(new URL(address, base))).arrayBuffer());
    size += isText ? gzipSync(body).length : body.length;
  }
  return size;
}
