export type NamedTest = { file: string; titles: string[] };

/** What a document names as `file › title`, or as `file › describe block › title`, in backticks. */
export function namedTests(document: string): NamedTest[] {
  return [...document.matchAll(/`([\w./-]+\.(?:spec|test)\.tsx? › [^`]+)`/g)].map(
    ([, reference = ""]) => {
      const [file = "", ...titles] = reference.split(" › ");
      return { file, titles };
    },
  );
}

/** The titles as they stand in a test file, with the `${…}` of those that are made in a loop. */
export function testTitles(source: string): string[] {
  const call = /(?:\b(?:test|it|describe)(?:\.\w+)?|\))\(\s*(["'`])((?:\\.|(?!\1).)*)\1/gs;
  return [...source.matchAll(call)].map(([, , title = ""]) => title.replace(/\\(.)/g, "$1"));
}

/** Whether `…` in the place of whatever a loop puts in makes the one title the other. */
export function titleMatches(named: string, title: string): boolean {
  const pieces = named.split("…").map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pieces.join(".+")}$`, "s").test(title.replace(/( @\w+)+$/, ""));
}
