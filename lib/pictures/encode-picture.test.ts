import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { type EncodedPicture, encodePicture } from "./encode-picture";

const red = { r: 200, g: 30, b: 30 };
const plain = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: red } });

/** Left half red, right half blue; compresses badly enough to be cut. */
async function halves(width = 400, height = 200): Promise<Sharp> {
  const half = { width: width / 2, height, channels: 3 as const };
  const blue = await sharp({ create: { ...half, background: "#1e1ec8" } })
    .png()
    .toBuffer();
  const joined = await plain(width, height)
    .composite([{ input: blue, left: width / 2, top: 0 }])
    .png()
    .toBuffer();
  return sharp(joined);
}

async function encoded(file: Buffer): Promise<EncodedPicture> {
  const picture = await encodePicture(file);
  if (typeof picture === "string") throw new Error(picture);
  return picture;
}

async function pixelAt({ bytes }: EncodedPicture, left: number, top: number) {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [r = 0, , b = 0] = data;
  return r > b ? "red" : "blue";
}

/** A valid PNG of one colour. A gray line costs a byte, whatever its width says. */
function grayPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    ...[signature, chunk("IHDR", header), chunk("IDAT", rows)],
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

describe("an encoded picture", () => {
  it.each(["jpeg", "png", "webp"] as const)("of a %s is a WebP of 512 by 512", async (format) => {
    const file = await (await halves()).toFormat(format).toBuffer();
    const { bytes, contentType } = await encoded(file);
    expect(contentType).toBe("image/webp");
    expect(await sharp(bytes).metadata()).toMatchObject({
      ...{ format: "webp", width: 512, height: 512 },
    });
    expect(bytes.byteLength).toBeLessThan(200_000);
  });

  it("is the middle of the picture, not squeezed", async () => {
    const picture = await encoded(await (await halves()).png().toBuffer());
    expect([await pixelAt(picture, 200, 256), await pixelAt(picture, 300, 256)]).toEqual([
      ...["red", "blue"],
    ]);
  });

  it("stands upright, whichever way the camera was held", async () => {
    const turned = await (await halves(200, 200))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const picture = await encoded(turned);
    expect([await pixelAt(picture, 256, 40), await pixelAt(picture, 256, 470)]).toEqual([
      ...["red", "blue"],
    ]);
  });

  it("has nothing of the file but the picture: no place, no text, nothing appended", async () => {
    const withPlace = await plain(64, 64)
      .jpeg()
      .withExif({ IFD0: { Artist: "Ada at home" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .toBuffer();
    const polyglot = Buffer.concat([withPlace, Buffer.from("<script>alert(1)</script>PK\x03\x04")]);
    const { bytes } = await encoded(polyglot);
    const { exif, icc, xmp, iptc } = await sharp(bytes).metadata();
    expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
    for (const trace of ["Ada", "<script>", "PK\x03\x04"])
      expect(bytes.includes(trace)).toBe(false);
  });

  it("keeps what is transparent", async () => {
    const clear = { width: 8, height: 8, channels: 4 as const, background: "#0000" };
    const { bytes } = await encoded(await sharp({ create: clear }).png().toBuffer());
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(true);
  });

  it("is made of a picture of one pixel", async () => {
    await expect(encoded(await plain(1, 1).png().toBuffer())).resolves.toBeDefined();
  });
});

describe("a file that is refused", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  it.each<[string, Buffer]>([
    ["nothing", Buffer.alloc(0)],
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["SVG", Buffer.from(svg)],
    ["SVG in a WebP's clothes", Buffer.from(`RIFF    WEBQ${svg}`)],
    ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1")],
    ["a PDF", Buffer.from("%PDF-1.7")],
  ])("is %s: not a picture", async (_, file) => {
    expect(await encodePicture(file)).toBe("not-a-picture");
  });

  it("is an AVIF or TIFF, which libvips could decode", async () => {
    expect(await encodePicture(await plain(9, 9).tiff().toBuffer())).toBe("not-a-picture");
    expect(await encodePicture(await plain(9, 9).avif().toBuffer())).toBe("not-a-picture");
  });

  it("is animated", async () => {
    const frames = await Promise.all(
      [plain(8, 8), await halves(8, 8)].map((each) => each.png().toBuffer()),
    );
    const file = await sharp(frames, { join: { animated: true } })
      .webp({ delay: [100, 100] })
      .toBuffer();
    expect(await encodePicture(file)).toBe("animated");
  });

  it.each([
    [50_000, 50_000],
    [50_000, 1],
    [1, 50_000],
    [6_000, 5_000],
  ])("has too many pixels: %i by %i", async (width, height) => {
    const isBomb = width * height > 1_000_000_000;
    const file = isBomb ? grayPng(50_000, 50_000) : grayPng(width, height);
    expect(file.byteLength).toBeLessThan(500_000);
    // To decode a bomb would take longer than a test may.
    expect(await encodePicture(file)).toBe("too-many-pixels");
  });

  it.each(["jpeg", "png", "webp"] as const)("is a %s that was cut off", async (format) => {
    const noise = sharp({
      create: {
        ...{ width: 300, height: 300, channels: 3 },
        background: red,
        noise: { type: "gaussian", mean: 120, sigma: 40 },
      },
    });
    const file = await noise.toFormat(format).toBuffer();
    for (const part of [0.3, 0.6, 0.9]) {
      const cut = file.subarray(0, Math.floor(file.byteLength * part));
      expect([part, await encodePicture(cut)]).toEqual([part, "damaged"]);
    }
    expect(await encodePicture(file.subarray(0, 20))).toBe("damaged");
  });
});

it("of the largest size allowed is encoded within the time limit", async () => {
  const file = await plain(5_000, 5_000).jpeg().toBuffer();
  await expect(encoded(file)).resolves.toBeDefined();
}, 30_000);

it("many at once are encoded one after the other", async () => {
  const file = await plain(600, 600).png().toBuffer();
  const pictures = await Promise.all(Array.from({ length: 8 }, () => encodePicture(file)));
  expect(pictures.filter((picture) => typeof picture === "string")).toEqual([]);
  expect(sharp.counters().queue).toBe(0);
});
