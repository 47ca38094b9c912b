import { Agent, get } from "node:http";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { control } from "./support/control";
import { requestOnce } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { OtlpCollector } from "./support/otlp-collector";
import { stack } from "./support/stack";

const settings = { ...signInSettings(), DATABASE_URL: stack().databaseUrl };

/** Longer than an exit that waits for nobody would take. */
const slowMs = 2_000;

test("told to end, the app takes nothing new, finishes the sign-in underway, sends its trace and goes", async () => {
  const collector = await OtlpCollector.start();
  // Nothing is sent before the end.
  const late = { OTEL_BSP_SCHEDULE_DELAY: "60000", OTEL_METRICS_EXPORTER: "none" };
  const app = await AppServer.start({ ...settings, ...collector.settings(), ...late });
  // A browser that keeps its connection must not keep the process.
  const agent = new Agent({ keepAlive: true });
  try {
    await app.ready();
    const account = await control.createAccount({ google: {} });
    await slow(account.id, slowMs);
    const visitor = new HttpVisitor(app.url);
    const callback = await visitor.reachCallback("google", account);
    const underway = kept(
      new URL(`${callback.pathname}${callback.search}`, app.url),
      visitor,
      agent,
    );
    await expect
      .poll(async () => (await control.requests(account.id)).map(({ endpoint }) => endpoint))
      .toContain("token");

    const told = performance.now();
    app.child.kill("SIGTERM");
    await expect.poll(() => app.output()).toContain('"event":"shutdown.started"');
    await expect(requestOnce(`${app.url}/api/health`)).rejects.toThrow(/ECONNREFUSED/);

    const { status, cookies } = await underway;
    expect(status).toBe(303);
    const code = await app.exited();
    expect([0, 143]).toContain(code);
    expect(performance.now() - told).toBeLessThan(slowMs + 2_500);
    expect(collector.spanNamed("sign-in.callback")?.attributes["foyer.outcome"]).toBe("new");

    const elsewhere = new HttpVisitor();
    elsewhere.jar.set("authjs.session-token", cookies["authjs.session-token"] ?? "");
    expect(await elsewhere.sessionUser()).toMatchObject({ email: account.google?.email });
  } finally {
    agent.destroy();
    await app.stop();
    collector.stop();
  }
});

function slow(account: string, milliseconds: number) {
  const fault = { kind: "delay", milliseconds };
  return control.placeFault({ account, provider: "google", endpoint: "token", fault, times: 1 });
}

/** A request over a connection that is kept, with the visitor's cookies. */
function kept(url: URL, visitor: HttpVisitor, agent: Agent) {
  return new Promise<{ status: number; cookies: Record<string, string> }>((resolve, reject) => {
    const headers = { cookie: visitor.jar.header() ?? "" };
    get(url, { agent, headers }, (response) => {
      const set = (response.headers["set-cookie"] ?? []).map((line) => line.split(/[=;]/, 2));
      response
        .resume()
        .on("end", () =>
          resolve({ status: response.statusCode ?? 0, cookies: Object.fromEntries(set) }),
        );
    }).on("error", reject);
  });
}
