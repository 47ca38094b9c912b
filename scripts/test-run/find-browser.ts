import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, firefox, webkit } from "@playwright/test";
import { SetupError } from "../processes/setup-error";

// The first has no windows and toolbars, nor processes for them: tests take half the time.
const commands = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];

const fixedPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/bin", "/usr/local/bin", "/snap/bin"].flatMap((directory) =>
    commands.map((command) => join(directory, command)),
  ),
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((variable) => {
    const directory = process.env[variable];
    return directory ? [join(directory, "Google/Chrome/Application/chrome.exe")] : [];
  }),
};

/**
 * Finds the Chromium for the tests: the one that FOYER_CHROMIUM names, one on the machine, or
 * Playwright's; null if there is none.
 */
export function findChromium(): string | null {
  const named = process.env.FOYER_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetupError(`FOYER_CHROMIUM names ${named}, but there is no such file.`);
  }
  const inPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((directory) => commands.map((command) => join(directory, command)));
  const candidates = [
    ...(fixedPlaces[process.platform] ?? []),
    ...inPath,
    chromium.executablePath(),
  ];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** The other browser engines that Playwright has installed here. */
export function installedEngines(): ("firefox" | "webkit")[] {
  return [firefox, webkit]
    .filter((engine) => existsSync(engine.executablePath()))
    .map((engine) => (engine === firefox ? "firefox" : "webkit"));
}
