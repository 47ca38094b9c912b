import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { projectDirectory } from "./processes/project-paths";

/** Runs a server behind the wait, in a process of its own, with a clock that the program moves. */
function run(program: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...["--input-type=module", "--eval"],
      `
      import { once } from "node:events";
      import { createServer } from "node:http";
      import { mock } from "node:test";
      mock.timers.enable({ apis: ["setTimeout"] });
      await import("./scripts/early-requests.mjs");
      const server = createServer((request, response) => response.end("from the app"));
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = \`http://127.0.0.1:\${server.address().port}/\`;
      const endOfStart = globalThis[Symbol.for("foyer.end-of-start")];
      const request = fetch(url).then((response) => response.text());
      ${program}
    `,
    ],
    { cwd: projectDirectory, encoding: "utf8", timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

it("makes a request wait until the start has ended, and then serves for good", () => {
  const done = run(`
    mock.timers.tick(29_000);
    endOfStart();
    console.log(await request);
    mock.timers.tick(60_000);
    console.log(await (await fetch(url)).text());
    process.exit(0);`);
  expect(done).toMatchObject({ status: 0, stdout: "from the app\nfrom the app\n" });
});

it("ends the process with a message if the start never ends", () => {
  const done = run(`
    request.catch(() => {});
    mock.timers.tick(30_000);
    console.log("still there");`);
  expect(done).toMatchObject({ status: 1, stdout: "" });
  expect(done.stderr).toContain("Foyer did not start: within 30 seconds");
});
