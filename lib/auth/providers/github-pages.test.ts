import { describe, expect, it } from "vitest";
import { providerFetch } from "@/lib/auth/oauth/provider-fetch";
import { readGitHubClaims } from "@/lib/auth/providers/github-claims";
import { startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";

const primary = { email: "ada@example.com", primary: true, verified: true };
const second = { email: "second@example.com", primary: false, verified: true };
const unverified = { email: "un@example.com", primary: false, verified: false };

describe("a GitHub user with more addresses than fit on a page", () => {
  const pageOf = (entries: object[], link: string | null) => ({ entries, link });

  async function claimsOfPages(pages: ReturnType<typeof pageOf>[]) {
    const server = await startLocalServer((request, response) => {
      if (request.url === "/user") return response.end(JSON.stringify({ id: 1, login: "ada" }));
      const number = Number(new URL(`http://x${request.url}`).searchParams.get("page") ?? 1);
      const { entries, link } = pages[(number - 1) % pages.length] ?? pageOf([], null);
      if (link)
        response.setHeader("link", link.replace("{base}", `http://${request.headers.host}`));
      return response.end(JSON.stringify(entries));
    });
    return {
      claims: readGitHubClaims(server.origin, "gho_t0ken", (url, init) =>
        providerFetch("userinfo", url, init),
      ),
      paths: server.paths,
    };
  }
  const next = (page: number) =>
    `<{base}/user/emails?page=1>; rel="first", <{base}/user/emails?per_page=100&page=${page}>; rel="next"`;

  it("has the primary one, on whichever page it is", async () => {
    const pages = [
      pageOf([second], next(2)),
      pageOf([unverified], next(3)),
      pageOf([primary], null),
    ];
    const { claims, paths } = await claimsOfPages(pages);
    expect(await claims).toMatchObject({ email: "ada@example.com", email_verified: true });
    expect(paths).toHaveLength(4);
  });

  it("has none if no page has a primary one", async () => {
    const last = '<{base}/user/emails?page=1>; rel="prev"';
    const { claims } = await claimsOfPages([pageOf([second], next(2)), pageOf([], last)]);
    expect(await claims).toMatchObject({ email: null, email_problem: "email-missing" });
  });

  it("takes no further page once the primary one is found", async () => {
    const { claims, paths } = await claimsOfPages([pageOf([primary], next(2))]);
    await claims;
    expect(paths).toHaveLength(2);
  });

  it.each([
    "<https://evil.example/emails>; rel=next",
    '<//evil.example/e>; rel="next"',
    "<http://[>; rel=next",
  ])("is turned away, and the token stays here, if a page leads elsewhere: %s", async (link) => {
    const error = await thrownBy((await claimsOfPages([pageOf([], link)])).claims);
    expect(error).toMatchObject({ step: "userinfo", code: "malformed" });
  });

  it("is turned away if the pages never end", async () => {
    const { claims, paths } = await claimsOfPages([pageOf([second], next(1))]);
    expect(await thrownBy(claims)).toMatchObject({ code: "malformed" });
    expect(paths).toHaveLength(21);
  });
});
