import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TextField } from "./text-field";

const render = (field: Partial<Parameters<typeof TextField>[0]> = {}) =>
  renderToStaticMarkup(<TextField name="title" label="Title" autoComplete="off" {...field} />);

it("leaves a name as it is typed", () => {
  const html = render();
  expect(html).toContain('autoCapitalize="none"');
  expect(html).toContain('spellCheck="false"');
});

it("has the spelling of a sentence checked, and its first letter capitalized", () => {
  const html = render({ spellCheck: true });
  expect(html).toContain('autoCapitalize="sentences"');
  expect(html).toContain('spellCheck="true"');
});

it("passes attributes to the input", () => {
  const html = render({ type: "email", inputMode: "email", maxLength: 100 });
  expect(html).toMatch(/<input(?=.* type="email")(?=.* inputMode="email")(?=.* maxLength="100")/);
  expect(render({ spellCheck: true, autoCapitalize: "words" })).toContain('autoCapitalize="words"');
});
