import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { receivePicture } from "./receive-picture";

let picture: Buffer<ArrayBuffer>;
beforeAll(async () => {
  const create = { width: 64, height: 64, channels: 3 as const, background: "#c81e1e" };
  picture = Buffer.from(await sharp({ create }).png().toBuffer());
});

const address = "https://app.example/account/picture";
const post = (body: BodyInit, headers = {}) =>
  new Request(address, { method: "POST", body, headers, duplex: "half" } as RequestInit);

function formWith(...files: (Uint8Array<ArrayBuffer> | string)[]): FormData {
  const form = new FormData();
  for (const file of files)
    form.append("picture", typeof file === "string" ? file : new File([file], "me.png"));
  return form;
}

const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024);

describe("an uploaded form", () => {
  it("gives the picture in it", async () => {
    const received = await receivePicture(post(formWith(picture)), "ada");
    expect(received).toMatchObject({ contentType: "image/webp" });
  });

  it.each<[string, () => Request]>([
    ["no-file", () => post(formWith(new Uint8Array()))],
    ["too-large", () => post(formWith(megabytes(5)))],
    ["not-a-picture", () => post(formWith(megabytes(4)))],
    ["unreadable", () => post(new FormData())],
    ["unreadable", () => post(formWith("a text"))],
    ["unreadable", () => post(formWith(picture, picture))],
    ["unreadable", () => post(picture)],
    [
      "unreadable",
      () => post("picture=1", { "content-type": "application/x-www-form-urlencoded" }),
    ],
    ["unreadable", () => post("--x\r\ncut", { "content-type": "multipart/form-data; boundary=x" })],
  ])("is refused: %s", async (problem, request) => {
    expect(await receivePicture(request(), "ada")).toBe(problem);
  });

  it("is read no further than its limit, whatever length it names", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(megabytes(1));
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect(await receivePicture(post(endless, headers), "ada")).toBe("too-large");
    expect(sent).toBeLessThan(8);
  });
});

describe("uploads under way", () => {
  /** An upload that sends nothing until it is told to end. */
  function slowUpload(userId: string) {
    let end = () => {};
    const body = new ReadableStream({
      start(controller) {
        end = () => controller.close();
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    return { done: receivePicture(post(body, headers), userId), end };
  }

  it("are one for each user", async () => {
    const { done, end } = slowUpload("ada");
    expect(await receivePicture(post(formWith(picture)), "ada")).toBe("busy");
    expect(await receivePicture(post(formWith(picture)), "grace")).toHaveProperty("bytes");
    end();
    expect(await done).toBe("unreadable");
    expect(await receivePicture(post(formWith(picture)), "ada")).toHaveProperty("bytes");
  });

  it("are four for all users", async () => {
    const slow = ["ada", "grace", "margaret", "mary"].map(slowUpload);
    expect(await receivePicture(post(formWith(picture)), "joan")).toBe("busy");
    for (const { end } of slow) end();
    await Promise.all(slow.map(({ done }) => done));
    expect(await receivePicture(post(formWith(picture)), "joan")).toHaveProperty("bytes");
  });
});
