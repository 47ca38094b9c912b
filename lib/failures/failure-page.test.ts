import { describe, expect, it, vi } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { type FailurePage, renderFailurePage } from "./failure-page";

const page: FailurePage = {
  status: 401,
  title: "This sign-in could not be finished",
  text: "It was started too long ago, or in another browser.",
  next: "Start again, in this window.",
  reference: "k3f9d2",
  actions: [{ href: "/sign-in?callbackUrl=%2Faccount", label: "Start again" }],
  nonce: "bm9uY2U=",
  t: translator("en"),
};
const hostile = `</title></style><script>alert("1")</script>&'\``;

describe("a failure page", () => {
  it("says what happened, what to do next, and the reference of the log line", () => {
    const html = renderFailurePage(page);
    for (const said of ["Error 401", page.title, page.text, page.next, "k3f9d2", "Start again"]) {
      expect(html).toContain(said);
    }
    expect(html).toContain('href="/sign-in?callbackUrl=%2Faccount"');
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).toContain('<style nonce="bm9uY2U=">');
  });

  it("says first what the visitor wants to know, each thing in a paragraph, and last what to do", () => {
    const { next: _, ...rest } = page;
    const words = { ...rest, news: "Ends soon.\nReason: “Spam”", account: "a@b.c" };
    const html = renderFailurePage(words);
    const paragraphs = html.match(/<p.*?<\/p>/g)?.map((each) => each.replace(/<\/?bdi.*?>/g, ""));
    expect(paragraphs?.slice(0, -1)).toEqual([
      "<p>Ends soon.</p>",
      "<p>Reason: “Spam”</p>",
      `<p class="muted">${page.text}</p>`,
      '<p class="muted">Account used: a@b.c</p>',
    ]);
  });

  it("makes the address of those who help a link where its words name it", () => {
    const contact = "o'neill+help@example.com";
    const next = `Ask ${contact}.`;
    const html = renderFailurePage({ ...page, next, contact });
    const address = "o&#39;neill+help@example.com";
    expect(html).toContain(`Ask <a href="mailto:${address}">${address}</a>.`);
    expect(renderFailurePage({ ...page, next })).not.toContain("mailto:");
  });

  it("shows its first action only once a wait is over, without a script", () => {
    const html = renderFailurePage({ ...page, waitSeconds: 38.2 });
    expect(html).toContain(
      ".actions>:first-child{visibility:hidden;animation:come 0s 39s forwards}",
    );
    expect(html).toContain(
      '<span class="button waiting" aria-hidden="true"><span>Try again in <span',
    );
    expect(html).not.toContain("<script");
    expect(renderFailurePage(page)).not.toContain("visibility");
  });

  it("counts a long wait in minutes, and in seconds once 90 are left", () => {
    const html = renderFailurePage({ ...page, waitSeconds: 3600 });
    const words = html.slice(html.indexOf('<span class="button waiting"')).split("</main>")[0];
    expect(words).toContain('Try again in <span class="minutes"></span> min</span>');
    expect(words).toContain('Try again in <span class="seconds"></span> sec</span>');
    expect(html).toContain(".first{animation:go 0s 3510s forwards}");
    expect(renderFailurePage({ ...page, waitSeconds: 90 })).not.toContain('class="minutes"');
  });

  it.each(["title", "news", "text", "next", "account", "contact", "reference", "nonce"] as const)(
    "shows markup in its %s as text",
    (field) => {
      const html = renderFailurePage({ ...page, [field]: hostile });
      expectNoMarkupFrom(html, { ...page, [field]: "harmless" });
    },
  );

  it("shows markup in an action's label and path as text", () => {
    const actions = [{ href: `/${hostile}`, label: hostile }];
    expectNoMarkupFrom(renderFailurePage({ ...page, actions }));
  });

  it("shows markup in a status as text, even if a caller bypasses the types", () => {
    expectNoMarkupFrom(renderFailurePage({ ...page, status: hostile as unknown as number }));
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "sign-in",
    " /sign-in",
    "/\t/evil.example",
    "/\n/evil.example",
    "",
  ])("refuses an action that leads to %j", (href) => {
    const actions = [{ href, label: "Go" }];
    expect(() => renderFailurePage({ ...page, actions })).toThrow(TypeError);
  });

  it("is in the language of its words, and in its direction", () => {
    const html = renderFailurePage({ ...page, waitSeconds: 5, t: translator("ar") });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain(`<h1><bdi dir="rtl">${page.title}</bdi></h1>`);
  });

  it("leaves out a reference and actions that are not given", () => {
    const html = renderFailurePage({ ...page, reference: undefined, actions: [] });
    expect(html).not.toContain("Reference");
    expect(html).not.toContain('class="actions"');
  });

  it("fits in 6 kB and 17 kB of font, has no script, no style attribute, and loads nothing", () => {
    const whole = renderFailurePage(page);
    const html = whole.replace(/url\(data:font\/woff2;base64,[\w+/=]+\)/, "");
    expect(Buffer.byteLength(html)).toBeLessThan(6 * 1024);
    expect(whole.length - html.length).toBeLessThan(17 * 1024);
    expect(html).not.toMatch(/<script|<link|<img|style=|\son\w+=|url\(|@import/);
  });
});

/** Every tag, attribute and quote of the page is its own: the same ones as for harmless text. */
function expectNoMarkupFrom(html: string, harmless = page) {
  expect(html).not.toContain(hostile);
  expect(html).not.toContain("<script");
  expect(html.match(/<\/title>/g)).toHaveLength(1);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(html.match(/"/g)).toHaveLength(renderFailurePage(harmless).match(/"/g)?.length ?? 0);
}

describe("with the builder's brand", () => {
  it("shows their name, their mark, and the legal links at its foot", async () => {
    const logo = { viewBox: "0 0 9 9", shape: "M0 0h9v9H0z" };
    const links = [
      { key: "privacy", href: "https://example.com/privacy?a=1&b=2" },
      { key: "help", href: "mailto:help@example.com" },
    ];
    vi.stubEnv("FOYER_BRAND", JSON.stringify({ name: "A & B", description: "", logo, links }));
    vi.resetModules();
    const html = (await import("./failure-page")).renderFailurePage(page);
    expect(html).toContain("<span>A &#38; B</span>");
    expect(html).toContain(`viewBox="0 0 9 9"`);
    expect(html).toContain(`<a href="https://example.com/privacy?a=1&#38;b=2">Privacy</a>`);
    expect(html).toContain(`<a href="mailto:help@example.com">Help</a></footer>`);
  });

  it("has no foot without links", () => {
    expect(renderFailurePage(page)).not.toContain("<footer");
  });

  it("follows the theme that the visitor chose", () => {
    expect(renderFailurePage({ ...page, theme: "dark" })).toContain('dir="ltr" data-theme="dark"');
  });
});
