export type NamedTest = { file: string; titles: string[] };

/** Finds what a document names in backticks as `file › title` or `file › describe block › title`. */
export function namedTests(document: string): NamedTest[] {
  return [...document.matchAll(/`([\w./-]+\.(?:spec|test)\.tsx? › [^`]+)`/g)].map(
    ([, reference = ""]) => {
      const [file = "", ...titles] = reference.split(" › ");
      return { file, titles };
    },
  );
}

/** Finds the test files that a document names in backticks without a title, which stands for all their tests. */
export function namedTestFiles(document: string): string[] {
  return [...document.matchAll(/`([\w./-]+\.(?:spec|test)\.tsx?)`/g)].map(([, file = ""]) => file);
}

/** Finds the titles in a test file, with the `${…}` of those that a loop composes. */
export function testTitles(source: string): string[] {
  const call = /(?:\b(?:test|it|describe)(?:\.\w+)?|\))\(\s*(["'`])((?:\\.|(?!\1).)*)\1/gs;
  return [...source.matchAll(call)].map(([, , title = ""]) => title.replace(/\\(.)/g, "$1"));
}

/** Whether a named title, with `…` for what a loop inserts, matches a title in a test file. */
export function titleMatches(named: string, title: string): boolean {
  const pieces = named.split("…").map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pieces.join(".+")}$`, "s").test(title.replace(/( @\w+)+$/, ""));
}
