import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const compose = readFileSync("compose.yaml", "utf8");
const dockerfile = readFileSync("Dockerfile", "utf8");

/** The text of each service, by its name. */
const services = Object.fromEntries(
  (compose.split(/^services:\n/m)[1] ?? "")
    .split(/^(?=\S)/m)[0]
    ?.split(/^ {2}(?=\w)/m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf(":")), text]) ?? [],
);

function variablesOf(service: string): string[] {
  const [, block = ""] = / {4}environment:\n((?: {6}.*\n)*)/.exec(services[service] ?? "") ?? [];
  return [...block.matchAll(/^ {6}(\w+):/gm)].map(([, name = ""]) => name);
}

it("passes each service its own variables alone", () => {
  const passed = Object.keys(services).map((name) => [name, variablesOf(name)]);
  expect(Object.fromEntries(passed)).toEqual({
    proxy: ["SITE", "APP"],
    app: ["DATABASE_URL", "AUTH_URL", "TRUSTED_PROXY_HOPS"],
    migrate: ["DATABASE_URL"],
    database: ["POSTGRES_PASSWORD", "FOYER_PASSWORD"],
  });
});

it("gives the app alone the file of the app's settings, and the database alone the superuser's password", () => {
  const having = (text: string) =>
    Object.keys(services).filter((name) => services[name]?.includes(text));
  expect(having("env_file:")).toEqual(["app"]);
  expect(having("POSTGRES_PASSWORD")).toEqual(["database"]);
});

it("runs one image, which can't be written to, for the app and its migrations", () => {
  expect(dockerfile.match(/^FROM .*/gm)).toHaveLength(2);
  expect(compose.match(/^ {2,4}build:/gm)).toHaveLength(1);
  expect(compose).toContain("  read_only: true\n");
  for (const name of ["app", "migrate"]) expect(services[name]).toContain("<<: *foyer");
});

it("runs as a user in numbers, which Kubernetes can tell from root", () => {
  expect(dockerfile.match(/^USER .*/gm)).toEqual(["USER 1000:1000"]);
});

it("leaves the files with passwords out of Git and out of the image", () => {
  expect(readFileSync(".gitignore", "utf8")).toMatch(/^\.env\n\.env\.app$/m);
  expect(readFileSync(".dockerignore", "utf8")).toMatch(/^\.env\*$/m);
});
