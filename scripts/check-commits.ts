import { newCommits } from "./commits/new-commits";
import { subjectProblem } from "./commits/subject";
import { projectDirectory } from "./processes/project-paths";

const commits = await newCommits(projectDirectory);
const problems = (commits ?? []).flatMap(({ hash, subject }) => {
  const problem = subjectProblem(subject);
  return problem ? [`${hash} ${subject}\n  ${problem}`] : [];
});

if (!commits) {
  console.log("Commit subjects were not checked: Git has no history here.");
} else if (problems.length === 0) {
  console.log(`Commit subjects: ${commits.length} checked.`);
} else {
  console.error(
    [
      "These subjects do not read `type(scope): imperative sentence` (CONTRIBUTING.md):",
      ...problems,
      "Reword them: git commit --amend for the last one, git rebase -i for others.",
    ].join("\n"),
  );
  process.exitCode = 1;
}
