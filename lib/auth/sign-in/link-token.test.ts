import { beforeEach, describe, expect, it, vi } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { cookieOf, newFlow } from "@/lib/test-support/flows";
import { nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { origin, parametersOf, post } from "@/lib/test-support/start-sign-in";
import { handleCallback } from "./callback";
import { openFlow } from "./flow";
import { readFlow } from "./flow-cookies";
import { linkFields, readLinkToken, toSignInLink } from "./link-token";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.hoisted(() => {
  const settings = { RATE_LIMIT: "off", AUTH_GOOGLE_ID: "our client", AUTH_GOOGLE_SECRET: "s" };
  Object.assign(process.env, settings);
});
beforeEach(() => receiveRequest());

const token = createSessionToken();

describe("a link's token", () => {
  it.each(["invitation", "recovery"] as const)("is read, and passed on as a hash: %s", (kind) => {
    const link = readLinkToken({ [kind]: token });
    expect(link).toEqual({ kind, token });
    expect(readLinkToken(linkFields(link))).toEqual(link);
    expect(toSignInLink(link)).toEqual({ kind, tokenHash: hashToken(token) });
  });

  it.each<[string, object]>([
    ["absent", {}],
    ["empty", { invitation: "" }],
    ["repeated", { invitation: [token, token] }],
    ["too short", { invitation: token.slice(1) }],
    ["too long", { recovery: `${token}A` }],
    ["with a line break", { recovery: `${token}\n` }],
    ["with other characters", { recovery: `${token.slice(1)}=` }],
    ["of both kinds", { invitation: token, recovery: createSessionToken() }],
  ])("is ignored if it is %s", (_, values) => {
    expect(readLinkToken(values)).toBeNull();
  });
});

const flowOf = async (parameters: URLSearchParams) =>
  readFlow(nextCookieHeader(), parameters.get("state") ?? "", "google");

describe("a start from an operator's link", () => {
  it.each(["invitation", "recovery"] as const)("keeps it in its flow: %s", async (kind) => {
    const parameters = await parametersOf({ body: `${kind}=${token}` });
    expect(await flowOf(parameters)).toMatchObject({ intent: null, link: { kind, token } });
    expect(String(parameters)).not.toContain(token);
    expect(nextCookieHeader()).not.toContain(token);
  });

  it.each([
    ["that is malformed", { body: "invitation=guessed" }],
    ["of both kinds", { body: `invitation=${token}&recovery=${token}` }],
    ["in the query", { query: `?invitation=${token}` }],
  ])("has none for one %s", async (_, sent) => {
    expect(await flowOf(await parametersOf(sent))).toMatchObject({ link: null });
  });

  it("asks which account to use if it recovers one: the account will be connected", async () => {
    const prompts = ["recovery", "invitation"].map((kind) =>
      parametersOf({ body: `${kind}=${token}` }).then((parameters) => parameters.get("prompt")),
    );
    expect(await Promise.all(prompts)).toEqual(["select_account", null]);
  });

  it("starts nothing for a user who is signed in", async () => {
    const { token: session } = await signInTestUser();
    const cookie = `authjs.session-token.3000=${session}`;
    const headers = { "user-agent": "Mozilla/5.0", cookie };
    const response = await post({ body: `recovery=${token}`, headers });
    expect(response.headers.get("location")).toBe("/");
    expect(nextCookieHeader()).not.toContain("flow");
  });
});

it("a flow that began before there were links has none", async () => {
  const { link: _, ...before } = newFlow();
  const { sealValue } = await import("@/lib/security/sealed-value");
  expect(await openFlow(await sealValue("flow", before, 60))).toEqual({ ...before, link: null });
});

it("a cancelled sign-in leads back to the sign-in page with the link", async () => {
  const flow = newFlow({ returnTo: "/account", link: { kind: "invitation", token } });
  const headers = { cookie: await cookieOf(flow) };
  receiveRequest(headers);
  const url = `${origin}/api/auth/callback/google?error=access_denied&state=${flow.checks.state}`;
  const response = await handleCallback(new Request(url, { headers }), "google");
  expect(response.headers.get("location")).toBe(
    `/sign-in?callbackUrl=%2Faccount&invitation=${token}`,
  );
});
