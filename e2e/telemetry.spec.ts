import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { signInSettings, startApp } from "./support/app-server";
import { control } from "./support/control";
import { referenceOn } from "./support/http-response";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { OtlpCollector } from "./support/otlp-collector";
import { stack } from "./support/stack";

const settings = signInSettings();
const callbackSpan = "sign-in.callback";
const request = "GET /api/auth/[...nextauth]";

test("a sign-in is one trace with its steps, requests and statements, and without secrets", async () => {
  const collector = await OtlpCollector.start();
  const app = await startApp({ ...settings, ...collector.settings() });
  try {
    const account = await control.createAccount({ google: {}, github: {} });
    const secrets = [
      settings.AUTH_SECRET,
      settings.AUTH_GOOGLE_SECRET,
      new URL(stack().databaseUrl).password,
    ];
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    for (const provider of ["google", "github"] as const) {
      const visitor = new HttpVisitor(app.url);
      const callback = await visitor.reachCallback(provider, account);
      secrets.push(...visitor.jar.names().map((name) => visitor.jar.get(name) ?? ""));
      secrets.push(...["code", "state"].map((name) => callback.searchParams.get(name) ?? ""));
      const traced = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
      const response = await visitor.get(`${callback.pathname}${callback.search}`, traced);
      expect(response.status).toBe(303);
      secrets.push(visitor.sessionToken(), hashOf(visitor.sessionToken()));
      await visitor.signOut();
    }
    const failed = await new HttpVisitor(app.url).get("/api/auth/callback/google?code=x&state=y");
    const line = await logLineOf(referenceOn(failed), () => app.output());

    await expect
      .poll(() => collector.spans.filter(({ name }) => name === callbackSpan))
      .toHaveLength(3);
    // The app may also delete sessions of other tests that have expired.
    await expect
      .poll(() => collector.points("foyer.sessions_ended"))
      .toMatchObject({ "sign-out": 2 });
    const around = (name: string) => {
      const span = collector.spans.find((one) => one.name === name);
      return span ? collector.namesAround(span) : null;
    };
    const response = "sign-in.authorization_response";
    const within = expect.arrayContaining([callbackSpan, request]);
    expect(around(callbackSpan)).toEqual(expect.arrayContaining([request]));
    expect(around("provider.token")).toEqual([response, ...(around(response) ?? [])]);
    for (const name of [
      "provider.userinfo",
      "sign-in.id_token",
      "sign-in.link_decision",
      "sign-in.transaction",
    ]) {
      expect(around(name), name).toEqual(within);
    }
    expect(around("with new_user")?.[0]).toBe("sign-in.transaction");
    expect(around("sign-in.authorization_request")).not.toBeNull();
    expect(around("provider.metadata")).not.toBeNull();

    const spans = collector.spans.filter(({ name }) => name === callbackSpan);
    expect(spans.map(({ attributes }) => attributes["foyer.outcome"])).toEqual([
      "new",
      "linked",
      "callback-not-ours",
    ]);
    expect(spans.slice(0, 2).map((span) => span.traceId)).toEqual([traceId, traceId]);
    expect(line).toMatchObject({ trace_id: spans[2]?.traceId });
    expect(collector.points("foyer.sign_ins")).toEqual({
      "sign-in new google": 1,
      "sign-in linked github": 1,
      "sign-in callback-not-ours google": 1,
    });
    expect(collector.points("foyer.sign_in.duration")).toMatchObject({ "sign-in new google": 1 });
    expect(collector.received).toContain('"foyer"');

    const known = [
      account.google?.email ?? "",
      account.google?.sub ?? "",
      account.github?.user.login ?? "",
    ];
    for (const secret of [...secrets, ...known].filter(
      (text): text is string => (text ?? "").length > 10,
    )) {
      expect(collector.received.includes(secret), "a secret was sent").toBe(false);
    }
    expect(collector.received).not.toMatch(
      /[?&](code|state|error|callbackUrl)=|@example\.|eyJ[\w-]{10,}\./,
    );
  } finally {
    await app.stop();
    collector.stop();
  }
});

test("without OTEL_* variables the OpenTelemetry SDK is not loaded", async () => {
  const app = await startApp({
    NODE_OPTIONS: `--require ${join(process.cwd(), "e2e/support/list-modules.cjs")}`,
  });
  try {
    const account = await control.createAccount({ google: {} });
    expect((await new HttpVisitor(app.url).signIn("google", account)).status).toBe(303);
    app.child.kill("SIGTERM");
    await app.exited();
    expect(app.output()).toContain('packages loaded: ["api"]');
    expect(app.output()).not.toContain("trace_id");
  } finally {
    await app.stop();
  }
});
