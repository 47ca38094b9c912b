import "server-only";
import { ProviderError } from "@/lib/auth/oauth/provider-error";

/** Far more than anyone has addresses, and few enough to end before the sign-in times out. */
const maxPages = 20;

type Pages<Entry> = {
  fetch: (url: string) => Promise<Response>;
  /** The entries of one page. */
  read: (response: Response) => Promise<Entry[]>;
  isWanted: (entry: Entry) => boolean;
};

/**
 * The first wanted entry of a list that a provider may split into pages, each of which names the next
 * one in its Link header (RFC 8288).
 *
 * @throws ProviderError, also if a page leads to another origin: it would get the access token
 */
export async function findInPages<Entry>(
  url: string,
  { fetch, read, isWanted }: Pages<Entry>,
): Promise<Entry | undefined> {
  let next: string | null = url;
  for (let page = 0; next !== null; page++) {
    if (page === maxPages) throw malformed("the list has too many pages");
    const response = await fetch(next);
    const wanted = (await read(response)).find(isWanted);
    if (wanted) return wanted;
    next = nextPage(response.headers.get("link"), next);
  }
  return undefined;
}

/** @param current - the page's own address, which a relative link is relative to */
function nextPage(header: string | null, current: string): string | null {
  for (const [, target = "", parameters = ""] of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=\s*"?([^";]*\s)?next(\s[^";]*)?"?\s*(;|,|$)/i.test(parameters)) continue;
    const next = URL.canParse(target, current) ? new URL(target, current) : null;
    if (next?.origin !== new URL(current).origin) {
      throw malformed("the next page of the list is at another origin");
    }
    return next.href;
  }
  return null;
}

function malformed(message: string): ProviderError {
  return new ProviderError("userinfo", "malformed", { message });
}
