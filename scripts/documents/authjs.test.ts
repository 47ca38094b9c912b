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

it("docs/authjs.md lists what the session says of its user", () => {
  const names = wordsIn("lib/auth/nextauth/session.ts", /^ {6}(\w+): /gm);
  expect(names).toContain("role");
  const [sentence = ""] = /^- `session\.user` has [^.]*/m.exec(document) ?? [];
  expect(names.filter((name) => !sentence.includes(`\`${name}\``))).toEqual([]);
});
