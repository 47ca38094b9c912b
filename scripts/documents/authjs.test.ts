import { expect, it } from "vitest";
import { readProjectFile } from "./read-project";

const document = readProjectFile("docs/authjs.md");

/** What a pattern's first group matches in a file. */
function wordsIn(file: string, pattern: RegExp): string[] {
  return [...readProjectFile(file).matchAll(pattern)].map(([, word = ""]) => word);
}

it("docs/authjs.md lists the code of every failure", () => {
  const codes = wordsIn("lib/failures/failures.ts", /^ {2}\| "(\w+)"/gm);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !document.includes(`| \`${code}\` |`))).toEqual([]);
});

it("docs/authjs.md lists every address with its methods", () => {
  const routes = wordsIn("lib/auth/nextauth/handlers.ts", /^ {2}("?[\w/*]+"?: \{ [^}]+) \},$/gm);
  expect(routes.length).toBeGreaterThan(7);
  const addresses = routes.flatMap((route) => {
    const [, path = ""] = /^"?([\w/*]+)/.exec(route) ?? [];
    const methods = [...route.matchAll(/\b(GET|POST):/g)].map(([, method]) => method);
    return methods.map((method) => `${method} ${path.replace("*", "<provider>")}\``);
  });
  expect(addresses.filter((address) => !document.includes(`\`${address}`))).toEqual([]);
});
