import { Agent, type OutgoingHttpHeaders, request } from "node:http";

export type ProviderName = "google" | "github";

/** Longer than the app may take under any load that is tested. */
const answerTimeoutMs = 60_000;
const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });

/** A whole sign-in in a fresh browser: page, button, provider, callback. */
export async function signIn({ appUrl, person, provider }: SignIn): Promise<void> {
  const cookies = new Map<string, string>();
  const send = async (url: string, options: Options = {}) => {
    const answer = await requestOnce(url, options, cookies);
    for (const cookie of answer.cookies) keep(cookies, cookie);
    return answer;
  };
  const page = await send(`${appUrl}/sign-in`);
  expectAnswer(page, 200, "the page");
  const form = new FormData();
  for (const [name, value] of fieldsOf(page.body, provider)) form.append(name, value);
  const encoded = new Response(form);
  const started = await send(`${appUrl}/sign-in`, {
    method: "POST",
    headers: {
      origin: appUrl,
      "sec-fetch-site": "same-origin",
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    body: Buffer.from(await encoded.arrayBuffer()),
  });
  expectAnswer(started, 303, "the start");
  const authorization = new URL(started.location);
  authorization.searchParams.set("login_hint", String(person));
  const decided = await requestOnce(authorization.href, {}, new Map());
  expectAnswer(decided, 303, "the provider");
  const finished = await send(decided.location);
  expectAnswer(finished, 303, "the callback");
  if (!cookies.has("authjs.session-token")) throw new Error("the callback opened no session");
}

function requestOnce(
  url: string,
  { method = "GET", headers = {}, body }: Options,
  cookies: Map<string, string>,
): Promise<Answer> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const sending = { ...headers, ...(cookie && { cookie }) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: sending, agent, timeout: answerTimeoutMs });
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", reject);
    sent.on("response", async (response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? "",
          cookies: response.headers["set-cookie"] ?? [],
          body: Buffer.concat(chunks).toString(),
        });
      } catch (error) {
        reject(error);
      }
    });
    sent.end(body);
  });
}

/** What the form of the provider's button sends without JavaScript. */
function fieldsOf(html: string, provider: ProviderName): [string, string][] {
  const forms = [...html.matchAll(/<form\b[^>]*>(.*?)<\/form>/gs)].map(([, form = ""]) => form);
  const form = forms.find((text) => text.includes(`value="${provider}"`)) ?? "";
  return [...form.matchAll(/<input\b([^>]*)>/g)].map(([, attributes = ""]) => [
    /\bname="([^"]*)"/.exec(attributes)?.[1] ?? "",
    (/\bvalue="([^"]*)"/.exec(attributes)?.[1] ?? "").replaceAll("&quot;", '"'),
  ]);
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = ""] = header.split(";");
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}

function expectAnswer({ status, body }: Answer, expected: number, what: string): void {
  if (status === expected) return;
  const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? "";
  throw new Error(`${what} answered ${status} ${title}`);
}

type SignIn = { appUrl: string; person: number; provider: ProviderName };
type Options = { method?: string; headers?: OutgoingHttpHeaders; body?: Buffer };
type Answer = { status: number; location: string; cookies: string[]; body: string };
