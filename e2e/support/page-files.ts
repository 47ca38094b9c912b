/** The URLs of a page's scripts, without those for browsers that lack modules. */
export function scriptsOf(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  return sources(tags.filter((tag) => !/\bnomodule\b/i.test(tag)));
}

export function stylesOf(html: string): string[] {
  const tags = html.match(/<link\b[^>]*>/g) ?? [];
  return sources(tags.filter((tag) => tag.includes('rel="stylesheet"')));
}

function sources(tags: string[]): string[] {
  const found = tags.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
  return [...new Set(found)].sort();
}
