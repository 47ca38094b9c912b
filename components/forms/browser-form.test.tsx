import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { BrowserForm } from "./browser-form";

const action = (reference: object) => Object.assign(async () => {}, reference);

it("renders the form that React renders for browsers without JavaScript", () => {
  const form = <BrowserForm action={action({ $$id: "40ab", $$bound: null })}>Press</BrowserForm>;
  expect(renderToStaticMarkup(form)).toBe(
    '<form action="" encType="multipart/form-data" method="POST"><input type="hidden" name="$ACTION_ID_40ab"/>Press</form>',
  );
});

it.each([
  ["a function that isn't a server action", {}],
  ["a server action with bound arguments", { $$id: "40ab", $$bound: ["secret"] }],
])("refuses %s", (_, reference) => {
  const form = <BrowserForm action={action(reference)}>Press</BrowserForm>;
  expect(() => renderToStaticMarkup(form)).toThrow("server action without bound arguments");
});
