import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { actionQueries } from "@/lib/test-support/action-queries";

/** Exported functions that take an action context without a transaction of their own. */
const withoutTransaction: Record<string, string> = {
  actionTransaction: "is the transaction itself",
  answerQuestions: "runs inside such a transaction",
  replaceSessionToken: "runs inside such a transaction",
  recogniseOwnDevice: "runs inside such a transaction",
  entryOf: "reads and writes nothing",
  keepUndo: "runs inside such a transaction",
  endSession: "runs inside such a transaction",
  findDisowned: "runs inside such a transaction",
  openedWith: "runs inside such a transaction",
};

/** What else actions import from lib/db, and why that is safe. */
const otherImports: Record<string, string> = {
  DatabaseUnavailableError: "an error",
  discardToken: "declines a pending link, which changes nothing of the user",
  storeLocale: "checks the session in its one statement, and stores nothing but a language",
  deleteSession: "signs out: one statement finds the session by its token and deletes it",
  findSessionOf: "only reads",
  listConnections: "only reads",
};

async function sourcesIn(folder: string) {
  const files = await readdir(folder, { recursive: true });
  const names = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  return Promise.all(
    names.map(async (name) => {
      const source = await readFile(join(folder, name), "utf8");
      return ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
    }),
  );
}

const isBuilders = /^app[\\/]/;

/** Foyer's exported functions that have a parameter of the type `ActionContext` or one of its kinds. */
async function functionsWithContext(): Promise<{ name: string; body: string }[]> {
  const files = (await sourcesIn("lib/db")).filter(({ fileName }) => !isBuilders.test(fileName));
  const statements = files.flatMap((file) => [...file.statements]);
  return statements
    .filter((statement) => ts.isFunctionDeclaration(statement))
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .filter(({ parameters }) =>
      parameters.some(({ type }) =>
        /^(Fresh|Sensitive|Role)?ActionContext$/.test(type?.getText() ?? ""),
      ),
    )
    .map(({ name, body }) => ({ name: name?.text ?? "", body: body?.getText() ?? "" }));
}

/** The files of Foyer's own actions; a builder's are their own affair. */
const ownActionFiles = /^\(foyer\)\/(account|sign-in)\/(?!.*\.tsx$)/;

/** What those files import from lib/db, without types. */
async function importsOfActions(): Promise<string[]> {
  const files = (await sourcesIn("app")).filter(({ fileName }) => ownActionFiles.test(fileName));
  return files
    .flatMap((file) => [...file.statements])
    .filter((statement) => ts.isImportDeclaration(statement))
    .filter(({ moduleSpecifier }) => /^["']@\/lib\/db\//.test(moduleSpecifier.getText()))
    .flatMap(({ importClause }) => {
      const named = importClause?.namedBindings;
      if (!importClause || importClause.isTypeOnly) return [];
      if (!named || ts.isNamespaceImport(named)) return [importClause.getText()];
      const values = named.elements.filter(({ isTypeOnly }) => !isTypeOnly);
      return values.map(({ propertyName, name }) => (propertyName ?? name).getText());
    });
}

describe("every query that takes an action context", () => {
  it("is in the table of queries that are tested while their session ends", async () => {
    const names = (await functionsWithContext()).map(({ name }) => name);
    const known = [...Object.keys(actionQueries), ...Object.keys(withoutTransaction)];
    expect(names.sort()).toEqual(known.sort());
  });

  it("checks the session in the transaction that acts", async () => {
    for (const { name, body } of await functionsWithContext()) {
      if (name in withoutTransaction) continue;
      expect([name, body.includes("actionTransaction(context,")]).toEqual([name, true]);
    }
  });
});

it("an action writes only through such a query", async () => {
  const known = [...Object.keys(actionQueries), ...Object.keys(otherImports)];
  const imported = [...new Set(await importsOfActions())];
  expect(imported).toContain("deleteUser");
  expect(imported.filter((name) => !known.includes(name))).toEqual([]);
});
