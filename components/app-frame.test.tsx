import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { AppFrame } from "./app-frame";

const user = {
  username: "ada",
  name: "Ada Lovelace",
  email: "ada@example.com",
  unconfirmedEmail: null,
  image: null,
  hasNewSignIns: false,
};

const render = (changes: Partial<typeof user> = {}) =>
  renderToStaticMarkup(
    <AppFrame
      user={{ ...user, ...changes }}
      nav={<nav aria-label="Main">Orders</nav>}
      t={translator("en")}
    >
      <h1>Orders</h1>
    </AppFrame>,
  );

it("begins with a link past the header to its content", () => {
  const html = render();
  expect(/<a href="([^"]+)"/.exec(html)?.[1]).toBe("#content");
  expect(html).toContain('<main id="content" tabindex="-1"');
});

it("shows the links of the builder, and who is signed in", () => {
  const html = render();
  expect(html).toContain('<nav aria-label="Main">Orders</nav>');
  expect(html).toContain("Ada Lovelace");
  expect(html).toContain("ada@<wbr/>example.com");
});

it("opens the user's menu without a script", () => {
  const html = render();
  expect(html).toContain('popoverTarget="user-menu"');
  expect(html).toContain('<div id="user-menu" popover="auto"');
  expect(html).toContain('action="/api/auth/signout" method="post"');
  expect(html).toContain('action="/account/theme" method="post"');
});

it("says on its button that a sign-in is to be reviewed, and only then", () => {
  expect(render({ hasNewSignIns: true })).toContain(": a new sign-in to review");
  expect(render()).not.toContain("to review");
});

it("names the user by their username if they have no name", () => {
  expect(render({ name: null as never })).toContain("<bdi>ada</bdi>");
});
