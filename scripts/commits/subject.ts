const types = "feat|fix|docs|style|refactor|perf|test|build|ci|chore";
const form = new RegExp(`^(${types})(\\([a-z0-9][a-z0-9,/ -]*\\))?!?: (.+)$`);
const mostCharacters = 100;

/** Words that begin a noun phrase or a question, and no imperative. */
const notVerbs = /^(a|an|the|this|its|one|no|of|what|who|whose|which|when|where|why|how)$/;

/**
 * What is wrong with the subject of a commit, which reads `type(scope): imperative sentence`; null if
 * nothing is. The scope is optional.
 *
 * Limit: that a sentence is imperative is a guess from its first word. "added" and "adding" are
 * rejected, "adds" is not, since "pass" and "process" end in the same letter.
 */
export function subjectProblem(subject: string): string | null {
  // As `git revert` writes it.
  if (/^Revert "/.test(subject)) return null;
  const [, , , sentence] = form.exec(subject) ?? [];
  if (!sentence) return `does not read "type(scope): sentence", with a type of ${types}`;
  if (subject.length > mostCharacters) return `is longer than ${mostCharacters} characters`;
  if (sentence.endsWith(".")) return "ends with a period";
  const [word = ""] = sentence.split(/[\s,:]/, 1);
  if (!/^[a-z]/.test(word)) return `does not begin with a lower-case verb: "${word}"`;
  if (notVerbs.test(word) || isInflected(word)) return `begins with "${word}", not an imperative`;
  return null;
}

/** "moved" and "moving", but neither "feed" and "embed" nor "bring". */
function isInflected(word: string): boolean {
  return /[aeiouy].*(ed|ing)$/.test(word) && !/eed$|^embed$/.test(word);
}
