import sharp from "sharp";
import type { HttpResponse } from "./http-response";
import type { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

const megabyte = 1024 * 1024;

/** A picture of one colour that no browser's camera would take. */
export function redPicture(format: "jpeg" | "png" | "webp" = "png"): Promise<Buffer> {
  const create = { width: 640, height: 480, channels: 3 as const, background: "#c81e1e" };
  return sharp({ create }).toFormat(format).toBuffer();
}

/** Hostile and broken files by the words that refuse them. */
export async function refusedFiles(): Promise<[what: string, words: string, file: Buffer][]> {
  const wide = { width: 12_001, height: 1, channels: 3 as const, background: "#fff" };
  const picture = await redPicture("jpeg");
  return [
    ["no file", "Choose a file first.", Buffer.alloc(0)],
    ["a file of 5 MB", "larger than 4 MB", Buffer.alloc(5 * megabyte)],
    ["HTML", "JPEG, PNG or WebP", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["SVG", "JPEG, PNG or WebP", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["a picture cut in half", "is damaged", picture.subarray(0, picture.length / 2)],
    ["a picture too wide", "too many pixels", await sharp({ create: wide }).png().toBuffer()],
  ];
}

/** Uploads a file named like a picture, as a browser's form does. */
export function upload(
  visitor: HttpVisitor,
  file: Buffer,
  headers: Record<string, string | undefined> = {},
): Promise<HttpResponse> {
  const boundary = "----picture";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="picture"; filename="me.png"\r\ncontent-type: image/png\r\n\r\n`;
  const all = {
    origin: stack().appUrl,
    "sec-fetch-site": "same-origin",
    // As browsers do. Node.js reads the rest of a refused body only if the connection stays.
    connection: "keep-alive",
    "content-type": `multipart/form-data; boundary=${boundary}`,
    ...headers,
  };
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return visitor.send("/account/picture", { method: "POST", headers: all, body });
}
