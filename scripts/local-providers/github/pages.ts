const defaultSize = 30;
const maxSize = 100;

/**
 * One page of a list, and the Link header that names the others, as GitHub's REST API has them:
 * https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 *
 * @param list - anything else is returned whole: tests set wrong types
 */
export function pageOf(list: unknown, url: URL): { entries: unknown; links: string } {
  if (!Array.isArray(list)) return { entries: list, links: "" };
  const number = (name: string, fallback: number) =>
    Math.max(1, Math.trunc(Number(url.searchParams.get(name))) || fallback);
  const size = Math.min(maxSize, number("per_page", defaultSize));
  const page = number("page", 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const link = (target: number, rel: string) => {
    const other = new URL(url);
    other.searchParams.set("page", String(target));
    return `<${other.href}>; rel="${rel}"`;
  };
  const back = page > 1 ? [link(page - 1, "prev"), link(1, "first")] : [];
  const on = page < last ? [link(page + 1, "next"), link(last, "last")] : [];
  const entries = list.slice((page - 1) * size, page * size);
  return { entries, links: [...back, ...on].join(", ") };
}
