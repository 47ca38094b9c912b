import { createHash } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { type Account, control, type ProviderName, providerTitles } from "./control";
import { CookieJar } from "./cookie-jar";
import { cookieName } from "./cookie-names";
import { type FormField, findForm, formsOn, type HtmlForm } from "./html-form";
import { type HttpResponse, type RequestOptions, requestOnce } from "./http-response";
import { stack } from "./stack";

export const sessionCookie = cookieName("authjs.session-token");
/** The names of the cookies of flows, each of which ends in a hash of its state. */
export const flowCookiePrefix = `${cookieName("foyer.flow")}.`;
/** Where a button "Continue with …" posts to. */
export const signInUrl = (provider: string) => `/api/auth/signin/${provider}`;
export const signOutUrl = "/api/auth/signout";

/**
 * A browser without JavaScript, reduced to what a sign-in needs. It keeps cookies and follows no
 * redirects by itself, so that a test can inspect and tamper with every step.
 */
export class HttpVisitor {
  jar = new CookieJar();

  /** @param address - where the app listens; its origin is the stack's in any case */
  constructor(readonly address: string = stack().appUrl) {}

  async get(path: string, headers: OutgoingHttpHeaders = {}): Promise<HttpResponse> {
    return this.send(path, { headers });
  }

  async send(path: string, options: RequestOptions): Promise<HttpResponse> {
    const cookie = this.jar.header();
    const response = await requestOnce(new URL(path, this.address).href, {
      ...options,
      headers: { ...(cookie ? { cookie } : {}), ...options.headers },
    });
    this.jar.store(response.cookies);
    return response;
  }

  /** Submits a form as browsers do, without the headers that are set to undefined. */
  async submit(path: string, fields: FormField[], headers: OutgoingHttpHeaders = {}) {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    const encoded = new Response(form);
    const all: OutgoingHttpHeaders = {
      origin: stack().appUrl,
      "sec-fetch-site": "same-origin",
      "content-type": encoded.headers.get("content-type") ?? "",
      ...headers,
    };
    const present = Object.entries(all).filter(([, value]) => value !== undefined);
    const body = Buffer.from(await encoded.arrayBuffer());
    return this.send(path, { method: "POST", headers: Object.fromEntries(present), body });
  }

  /** Opens the page and presses the provider's button, in whatever language it is. */
  async start(provider: ProviderName, path = "/", more: FormField[] = []): Promise<HttpResponse> {
    const { body } = await this.get(path);
    const isForProvider = ({ action }: HtmlForm) => action === `/api/auth/signin/${provider}`;
    const { action, fields } =
      formsOn(body).find(isForProvider) ??
      findForm(body, `Continue with ${providerTitles[provider]}`);
    return this.submit(action || path, [...fields, ...more]);
  }

  /** Opens the page and presses the button, as a browser without JavaScript does. */
  async press(
    path: string,
    button: string,
    { more = [], headers = {} }: { more?: FormField[]; headers?: OutgoingHttpHeaders } = {},
  ): Promise<HttpResponse> {
    const { action, fields } = await this.form(path, button);
    return this.submit(action || path, [...fields, ...more], headers);
  }

  /** Opens the page and reads the form that has the button. */
  async form(path: string, button: string): Promise<HtmlForm> {
    return findForm((await this.get(path)).body, button);
  }

  /** Starts a sign-in and goes through the provider's pages, up to the callback's URL. */
  async reachCallback(provider: ProviderName, account: Account, path = "/"): Promise<URL> {
    const { location, status } = await this.start(provider, path);
    if (!location) throw new Error(`Starting a sign-in responded with ${status} and no redirect.`);
    return new URL(await control.authorize({ url: location, account: account.id }));
  }

  /** A complete sign-in. @returns the callback's response */
  async signIn(provider: ProviderName, account: Account): Promise<HttpResponse> {
    return this.follow(await this.reachCallback(provider, account));
  }

  async follow(url: URL): Promise<HttpResponse> {
    return this.get(`${url.pathname}${url.search}`);
  }

  async signOut(headers: OutgoingHttpHeaders = {}): Promise<HttpResponse> {
    return this.press("/", "Sign out", { headers });
  }

  /** The same browser in another tab, or at another instance: its cookies are separate from then on. */
  copy(address = this.address): HttpVisitor {
    const copy = new HttpVisitor(address);
    copy.jar = this.jar.copy();
    return copy;
  }

  /** The user of the session endpoint. */
  async sessionUser(): Promise<Record<string, unknown> | null> {
    const { body, status } = await this.get("/api/auth/session");
    if (status !== 200) throw new Error(`The session endpoint responded with ${status}: ${body}`);
    return (JSON.parse(body) as { user: Record<string, unknown> } | null)?.user ?? null;
  }

  sessionToken(): string {
    return this.jar.get(sessionCookie) ?? "";
  }
}

/** The hash of a session token, as the table stores it. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
