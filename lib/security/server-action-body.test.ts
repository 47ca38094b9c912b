import { describe, expect, it } from "vitest";
import { findAuthBodyProblem } from "./server-action-body";

/** A request without a Content-Length whose body never ends after these bytes. */
function endless(bytes: number): Request {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array(bytes)),
  });
  const init = { method: "POST", body, duplex: "half" };
  return new Request("http://localhost:3000/api/auth/signout", init as RequestInit);
}

describe("the body of a sign-in or sign-out form", () => {
  it("is refused once it is longer than its fields can be, before it has ended", async () => {
    expect(await findAuthBodyProblem(endless(16 * 1024 + 1))).toBe("too-large");
  });

  it("is not refused for its length alone below that", async () => {
    const waiting = Symbol("waiting");
    const soon = new Promise((resolve) => setTimeout(resolve, 50, waiting));
    expect(await Promise.race([findAuthBodyProblem(endless(16 * 1024)), soon])).toBe(waiting);
  });
});
