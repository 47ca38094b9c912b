import { expect, it } from "vitest";
import { readRecipe } from "./recipe";

const fence = "```";
const markdown = `# A page

Make \`app/a/page.tsx\`:

${fence}tsx app/a/page.tsx
export default 1;
${fence}

${fence}diff lib/b.ts
 one
+two
${fence}

${fence}sh
npm run c
npm run d
${fence}

${fence}ts
only.to.look.at();
${fence}
`;

it("code blocks with a path, and shell blocks, become steps", () => {
  const { steps, prose } = readRecipe("a.md", markdown);
  expect(steps).toEqual([
    { kind: "create", path: "app/a/page.tsx", text: "export default 1;\n" },
    { kind: "change", path: "lib/b.ts", text: " one\n+two\n" },
    { kind: "run", commands: ["npm run c", "npm run d"] },
  ]);
  expect(prose).toContain("Make `app/a/page.tsx`:");
  expect(prose).not.toContain("export");
});
