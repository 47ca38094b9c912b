import { expect, it } from "vitest";
import { subjectProblem } from "./subject";

it.each([
  "feat(auth): add a provider",
  "fix: refuse a callback without state",
  "refactor(bench, load): share one way to start an app",
  "feat(db)!: drop the column of old tokens",
  "test: embed a second browser",
  "chore: bring the licence up to date",
  "fix(db): feed the queue",
  'Revert "feat(auth): add a provider"',
])("accepts %s", (subject) => {
  expect(subjectProblem(subject)).toBeNull();
});

it.each([
  ["add a provider", /does not read/],
  ["feature: add a provider", /does not read/],
  ["feat(Auth): add a provider", /does not read/],
  ["feat:add a provider", /does not read/],
  ["feat: add a provider.", /period/],
  ["feat: Add a provider", /lower-case verb: "Add"/],
  ["fix: 413 for long bodies", /lower-case verb: "413"/],
  ["docs: what a sign-in costs", /"what"/],
  ["fix: the account is locked first", /"the"/],
  ["feat: added a provider", /"added"/],
  ["feat: adding a provider", /"adding"/],
  [`feat: add ${"a".repeat(100)}`, /100 characters/],
])("rejects %s", (subject, problem) => {
  expect(subjectProblem(subject)).toMatch(problem);
});
