const maxSteps = 12;
const stepTimeoutMs = 15_000;

/**
 * Acts as a browser and its user at a provider's pages, from the authorization request to the
 * redirect back to the application.
 */
export async function walkAuthorization(walk: Walk): Promise<WalkResult> {
  const { cookies = new Map() } = walk;
  let url = walk.url;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < maxSteps; step += 1) {
    const response = await request(url, form, cookies);
    const location = response.headers.get("location");
    const text = await response.text();
    if (location !== null) {
      url = new URL(location, url).href;
      form = undefined;
      if (!url.startsWith(`${walk.base}/`)) return { location: url };
    } else if (response.status === 200 && text.includes('name="account"')) {
      form = new URLSearchParams({ account: walk.account });
    } else if (response.status === 200 && text.includes('name="decision"')) {
      form = new URLSearchParams({ decision: walk.decision });
    } else {
      return { status: response.status, page: text };
    }
  }
  throw new Error(
    `No redirect to the application within ${maxSteps} steps; the last URL was ${url}.`,
  );
}

export type Walk = {
  base: string;
  url: string;
  account: string;
  decision: "allow" | "deny";
  /** Cookies from an earlier visit; a new browser without them. */
  cookies?: Cookies;
};
export type Cookies = Map<string, string>;
export type WalkResult = { location: string } | { status: number; page: string };

async function request(
  url: string,
  form: URLSearchParams | undefined,
  cookies: Cookies,
): Promise<Response> {
  const response = await fetch(url, {
    method: form ? "POST" : "GET",
    ...(form ? { body: form } : {}),
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    redirect: "manual",
    signal: AbortSignal.timeout(stepTimeoutMs),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
  return response;
}
