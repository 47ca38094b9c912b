import { expect, test } from "@playwright/test";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";
import { makeTestUser } from "./support/test-user";

for (const path of ["/", "/sign-in", "/sign-in?callbackUrl=%2Faccount"]) {
  test(`a link to ${path} has a picture in its preview, by its whole address`, async () => {
    const { body } = await new HttpVisitor().get(path);
    const picture = `${stack().appUrl}/brand/opengraph-image`;
    expect(body).toContain(`<meta property="og:image" content="${picture}"/>`);
  });
}

test("a page for a session carries no tags for previews", async () => {
  const visitor = new HttpVisitor();
  await visitor.signIn("google", (await makeTestUser()).account);
  for (const path of ["/", "/account"]) {
    expect((await visitor.get(path)).body).not.toContain("og:");
  }
});
