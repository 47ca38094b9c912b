import { describe, expect, it } from "vitest";
import { createChecks } from "@/lib/auth/oauth/authorization-url";
import type { OAuthProvider } from "@/lib/auth/providers/provider";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { closedOrigin, startLocalServer } from "@/lib/test-support/local-server";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import {
  createTestUser,
  rowsOf,
  sameAddress,
  signInOf,
  type TestSignIn,
} from "@/lib/test-support/test-user";
import { type AuthorizationResponse, redeemCode } from "./redeem-code";

const noRows = { users: [], accounts: [], sessions: [] };
const tokens = { access_token: "the access token", token_type: "bearer" };

/** A token endpoint with this response. @returns its origin, and the forms that it received */
async function startTokenEndpoint(body: object = tokens, status = 200) {
  const forms: URLSearchParams[] = [];
  const { origin } = await startLocalServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    forms.push(new URLSearchParams(text));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  return { origin, forms };
}

type Changes = Partial<AuthorizationResponse> & { claims?: OAuthProvider["claims"] };

/** The response to a sign-in at a provider whose claims come from its API. */
async function responseTo(signIn: TestSignIn, origin: string, changes: Changes = {}) {
  const { claims, provider: id, issuer, ...rest } = signIn;
  const { claims: readClaims = async () => claims, ...others } = changes;
  const provider = {
    id,
    name: "Example",
    protocol: "oauth",
    issuer,
    clientId: "client",
    clientSecret: "secret",
    claims: readClaims,
  } as unknown as OAuthProvider;
  const metadata = {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
  };
  return {
    ...rest,
    provider,
    metadata,
    checks: createChecks({ withNonce: false }),
    code: "the code",
    iss: null,
    deadline: AbortSignal.timeout(5000),
    ...others,
  };
}

async function redeem(signIn: TestSignIn, changes: Changes = {}) {
  const { origin } = await startTokenEndpoint();
  return redeemCode(await responseTo(signIn, origin, changes));
}

const sessionOf = async (token: string) => (await findLiveSession(hashToken(token)))?.user.id;

describe("a code", () => {
  it("is redeemed with the flow's verifier, and signs in a new and a returning user", async () => {
    const { origin, forms } = await startTokenEndpoint();
    const user = createTestUser();
    const [first, second] = [signInOf(user), signInOf(user)];
    const response = await responseTo(first, origin);
    const outcome = await redeemCode(response);
    expect(outcome).toMatchObject({ kind: "new", userId: await sessionOf(first.sessionToken) });
    expect(Object.fromEntries(forms[0] ?? [])).toMatchObject({
      grant_type: "authorization_code",
      code: "the code",
      redirect_uri: "http://localhost:3000/api/auth/callback/google",
      code_verifier: response.checks.codeVerifier,
    });
    expect(await redeem(second)).toMatchObject({ kind: "signed-in" });
    const { users, accounts, sessions } = await rowsOf(user);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 2]);
  });

  it("links an account by its address", async () => {
    const { testUser, userId } = await signInTestUser();
    const signIn = signInOf(sameAddress(testUser), { provider: "github" });
    expect(await redeem(signIn)).toMatchObject({ kind: "linked", userId });
    expect(await sessionOf(signIn.sessionToken)).toBe(userId);
  });

  it("connects an account to the current user, and reauthenticates them", async () => {
    const { testUser, userId, currentUser } = await signInTestUser();
    const connect = { intent: "connect", currentUser, provider: "github" } as const;
    expect(await redeem(signInOf(createTestUser(), connect))).toMatchObject({
      kind: "connected",
      userId,
    });
    const confirm = signInOf(testUser, { intent: "confirm", currentUser });
    expect(await redeem(confirm)).toMatchObject({ kind: "confirmed", userId });
    expect((await rowsOf(testUser)).sessions).toHaveLength(1);
    expect(await sessionOf(confirm.sessionToken)).toBe(userId);
  });

  it("signs no one in without a verified address, nor by an address that may not link", async () => {
    const user = createTestUser({ email_verified: false });
    expect(await redeem(signInOf(user))).toEqual({ kind: "refused", reason: "email-unverified" });
    expect(await rowsOf(user)).toEqual(noRows);

    const { testUser, userId } = await signInTestUser();
    const before = await rowsOf(testUser);
    const guided = await redeem(signInOf(sameAddress(testUser)));
    expect(guided).toMatchObject({ kind: "guided", link: { userId } });
    expect(await rowsOf(testUser)).toEqual(before);
  });
});

describe("a failure is returned, and nothing is written, when", () => {
  it("the token endpoint rejects the code", async () => {
    const { origin } = await startTokenEndpoint({ error: "invalid_grant" }, 400);
    const user = createTestUser();
    const outcome = await redeemCode(await responseTo(signInOf(user), origin));
    expect(outcome).toMatchObject({ kind: "provider-failed", error: expect.any(Error) });
    expect(await rowsOf(user)).toEqual(noRows);
  });

  it("the token endpoint is unreachable", async () => {
    const response = await responseTo(signInOf(createTestUser()), await closedOrigin());
    expect((await redeemCode(response)).kind).toBe("provider-failed");
  });

  it("the sign-in has run out of time", async () => {
    const user = createTestUser();
    const outcome = await redeem(signInOf(user), { deadline: AbortSignal.abort() });
    expect(outcome.kind).toBe("provider-failed");
    expect(await rowsOf(user)).toEqual(noRows);
  });

  it("the response comes from another issuer", async () => {
    const outcome = await redeem(signInOf(createTestUser()), { iss: "https://evil.example" });
    expect(outcome.kind).toBe("provider-failed");
  });

  it("our own code that reads the claims throws", async () => {
    const error = new TypeError("x is not a function");
    const outcome = await redeem(signInOf(createTestUser()), {
      claims: () => Promise.reject(error),
    });
    expect(outcome.kind).toBe("bug");
  });

  it("the database rejects the session", async () => {
    const { token } = await signInTestUser();
    const user = createTestUser();
    const outcome = await redeem(signInOf(user, { sessionToken: token }));
    expect(outcome.kind).toBe("bug");
    expect(await rowsOf(user)).toEqual(noRows);
  });
});
