import { expect, it } from "vitest";
import { linesAbout, problemOf, readChanged } from "@/lib/test-support/environment";

const proxy = "http://proxy.example.com:3128";

it("calls go out directly unless a proxy is set", () => {
  for (const none of [{}, { HTTPS_PROXY: " " }, { NO_PROXY: "example.com" }]) {
    expect(readChanged(none).outgoingProxy).toBeNull();
  }
});

it.each([
  [{ HTTPS_PROXY: proxy }, { http: "", https: proxy }],
  [
    { https_proxy: proxy, HTTPS_PROXY: "http://other:1" },
    { http: "", https: proxy },
  ],
  [{ HTTP_PROXY: "http://ada:s3cret@proxy:1" }, { http: "http://ada:s3cret@proxy:1", https: "" }],
  [{ HTTPS_PROXY: "proxy.example.com:3128" }, { http: "", https: proxy }],
])("the proxy of %j is used, but never for this machine", (changes, addresses) => {
  const direct = "localhost,127.0.0.1,[::1]";
  expect(readChanged(changes).outgoingProxy).toEqual({ ...addresses, direct });
  const more = readChanged({ ...changes, NO_PROXY: ".example.com" });
  expect(more.outgoingProxy?.direct).toBe(`.example.com,${direct}`);
});

it.each(["socks5://s3cret:1080", "s3cret proxy", "http://"])(
  "an address that no HTTP proxy can have stops the start: %s",
  (value) => {
    const problem = problemOf({ HTTPS_PROXY: value });
    expect(linesAbout("HTTPS_PROXY", problem)).toEqual([
      expect.stringContaining("must be the address of an HTTP proxy"),
    ]);
    expect(problem).not.toContain("s3cret");
  },
);
