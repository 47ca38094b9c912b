import { Agent, get } from "node:http";
import { expect, test } from "@playwright/test";
import { startApp } from "./support/app-server";
import { control } from "./support/control";
import { requestOnce } from "./support/http-response";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { OtlpCollector } from "./support/otlp-collector";

/** Longer than an exit that does not wait for the sign-in would take. */
const slowMs = 2_000;

test("on SIGTERM the app accepts no new connections, finishes the sign-in in flight, exports its trace and exits", async () => {
  const collector = await OtlpCollector.start();
  // With this delay, the app exports nothing before it shuts down.
  const late = { OTEL_BSP_SCHEDULE_DELAY: "60000", OTEL_METRICS_EXPORTER: "none" };
  const app = await startApp({ ...collector.settings(), ...late });
  // A kept-alive connection of a browser must not keep the process running.
  const agent = new Agent({ keepAlive: true });
  try {
    const account = await control.createAccount({ google: {} });
    await delayToken(account.id, slowMs);
    const visitor = new HttpVisitor(app.url);
    const callback = await visitor.reachCallback("google", account);
    const inFlight = sendKeepAlive(
      new URL(`${callback.pathname}${callback.search}`, app.url),
      visitor,
      agent,
    );
    await expect
      .poll(async () => (await control.requests(account.id)).map(({ endpoint }) => endpoint))
      .toContain("token");

    const signalledAt = performance.now();
    app.child.kill("SIGTERM");
    await expect.poll(() => app.output()).toContain('"event":"shutdown.started"');
    await expect(requestOnce(`${app.url}/api/health`)).rejects.toThrow(/ECONNREFUSED/);

    const { status, cookies } = await inFlight;
    expect(status).toBe(303);
    const code = await app.exited();
    expect([0, 143]).toContain(code);
    expect(performance.now() - signalledAt).toBeLessThan(slowMs + 2_500);
    expect(collector.spanNamed("sign-in.callback")?.attributes["foyer.outcome"]).toBe("new");

    const elsewhere = new HttpVisitor();
    elsewhere.jar.set(sessionCookie, cookies[sessionCookie] ?? "");
    expect(await elsewhere.sessionUser()).toMatchObject({ email: account.google?.email });
  } finally {
    agent.destroy();
    await app.stop();
    collector.stop();
  }
});

function delayToken(account: string, milliseconds: number) {
  const fault = { kind: "delay", milliseconds };
  return control.placeFault({ account, provider: "google", endpoint: "token", fault, times: 1 });
}

/** Sends a request with the visitor's cookies on a kept-alive connection. */
function sendKeepAlive(url: URL, visitor: HttpVisitor, agent: Agent) {
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
