import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../processes/project-paths";
import { SetupError } from "../processes/setup-error";
import { findChromium } from "./find-browser";
import { runStep } from "./run-step";

const playwright = join(projectDirectory, "node_modules/@playwright/test/cli.js");

/** Installs a Chromium unless the machine has one. */
export async function ensureBrowser(): Promise<void> {
  if (findChromium()) return;

  console.log("There is no Chromium or Chrome on this machine; installing Playwright's …");
  const asRootOnDebian = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  await runStep({
    command: process.execPath,
    args: [playwright, "install", ...(asRootOnDebian ? ["--with-deps"] : []), "chromium"],
  });
  if (findChromium()) return;

  if (asRootOnDebian) {
    console.log("Playwright's download failed; installing Debian's Chromium …");
    await runStep({ command: "apt-get", args: ["update"] });
    await runStep({
      command: "apt-get",
      args: ["install", "-y", "--no-install-recommends", "chromium-headless-shell"],
      environment: { DEBIAN_FRONTEND: "noninteractive" },
    });
    if (findChromium()) return;
  }
  throw new SetupError(
    "The browser tests need Chromium or Chrome, and none could be installed. Do one of these:\n" +
      "  install Chromium or Chrome with your system's package manager\n" +
      "  set FOYER_CHROMIUM to its path, if it is in an unusual place\n" +
      '  run "npx playwright install chromium" where its download is allowed',
  );
}
