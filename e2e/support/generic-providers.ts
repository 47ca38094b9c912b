import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { CookieJar } from "./cookie-jar";
import type { FormField } from "./html-form";
import type { HttpResponse } from "./http-response";
import { requestOnce } from "./http-response";
import type { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

const maxSteps = 12;

/** OpenID providers that the app knows only by three variables each. */
export class GenericProviders {
  private constructor(
    readonly child: ChildProcess,
    readonly base: string,
    readonly client: { id: string; secret: string },
  ) {}

  static async start(): Promise<GenericProviders> {
    const args = ["--import", "tsx", "scripts/generic-oidc-provider/main.ts"];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, GENERIC_PROVIDER_APP_ORIGIN: stack().appUrl },
      // They exit when their stdin closes, so they cannot outlive the tests.
      stdio: ["pipe", "pipe", "ignore"],
    });
    if (!child.stdout) throw new Error("The generic providers have no stdout.");
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const { base, id, secret } = JSON.parse(line as string);
    return new GenericProviders(child, base, { id, secret });
  }

  /** The variables that configure one of them under this key. */
  settings(key: string, mount: string, name = ""): Record<string, string> {
    return {
      [`AUTH_OIDC_${key}_ISSUER`]: `${this.base}/${mount}`,
      [`AUTH_OIDC_${key}_ID`]: this.client.id,
      [`AUTH_OIDC_${key}_SECRET`]: this.client.secret,
      [`AUTH_OIDC_${key}_NAME`]: name,
    };
  }

  /** Presses the button with this name and signs in as `login`. */
  async signIn(visitor: HttpVisitor, name: string, login: string): Promise<HttpResponse> {
    return visitor.follow(await this.reachCallback(visitor, name, login));
  }

  async reachCallback(visitor: HttpVisitor, name: string, login: string): Promise<URL> {
    return this.walk(await start(visitor, name), login);
  }

  /** Follows the redirect to a provider and goes through its pages, up to the callback's URL. */
  async walk({ location }: HttpResponse, login: string): Promise<URL> {
    const jar = new CookieJar();
    let url = location ?? "";
    let form: FormField[] | undefined;
    for (let step = 0; step < maxSteps; step++) {
      if (!url.startsWith(`${this.base}/`)) return new URL(url);
      const response = await send(url, jar, form);
      jar.store(response.cookies);
      form = response.location ? undefined : fill(response.body, login);
      url = response.location
        ? new URL(response.location, url).href
        : (/<form[^>]* action="([^"]+)"/.exec(response.body)?.[1] ?? "");
    }
    throw new Error(`No redirect to the app within ${maxSteps} steps; the last URL was ${url}.`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = once(this.child, "exit");
    this.child.stdin?.end();
    await exited;
  }
}

/** Presses the button of the provider with this name. */
export async function start(visitor: HttpVisitor, name: string): Promise<HttpResponse> {
  return visitor.press("/", `Continue with ${name}`);
}

function send(url: string, jar: CookieJar, form?: FormField[]): Promise<HttpResponse> {
  const headers = {
    cookie: jar.header(),
    ...(form && { "content-type": "application/x-www-form-urlencoded" }),
  };
  const body = form ? new URLSearchParams(form).toString() : undefined;
  return requestOnce(url, { headers, ...(body && { method: "POST", body }) });
}

/** Fills in oidc-provider's built-in pages: any login, then consent. */
function fill(html: string, login: string): FormField[] {
  return html.includes('name="login"')
    ? [
        ["prompt", "login"],
        ["login", login],
        ["password", "any"],
      ]
    : [["prompt", "consent"]];
}
