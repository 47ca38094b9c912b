import "server-only";
import pLimit from "p-limit";
import type { Metadata } from "sharp";
import { globalSingleton } from "@/lib/global-singleton";

/** A picture as we store it: a square WebP. */
export type EncodedPicture = { bytes: Buffer; contentType: "image/webp" };

export type PictureProblem =
  | "not-a-picture"
  | "animated"
  | "too-many-pixels"
  | "damaged"
  | "too-complex";

/** Twice what the largest avatar has on a dense screen. */
const sidePixels = 512;

/**
 * What a decoder may have to hold at once: a photo of 24 megapixels fits. A file of 100 kB can claim a
 * hundred times as much.
 */
const maxPixels = 25_000_000;
const maxSidePixels = 12_000;

/** A photo takes half a second on one core. */
const timeoutSeconds = 8;

/**
 * Decodes an untrusted picture and encodes it anew: upright, cut to a square, and without metadata or
 * anything that was hidden in the file. One at a time, so that memory and processor hold.
 */
export function encodePicture(file: Buffer): Promise<EncodedPicture | PictureProblem> {
  return queue()(() => encode(file));
}

const queue = () => globalSingleton("picture-queue", () => pLimit(1));

async function encode(file: Buffer): Promise<EncodedPicture | PictureProblem> {
  const format = formatOf(file);
  if (!format) return "not-a-picture";
  const sharp = await loadSharp();
  try {
    // Reads the header alone.
    const problem = findProblem(await sharp(file, { limitInputPixels: false }).metadata(), format);
    if (problem) return problem;
    const bytes = await sharp(file, { limitInputPixels: maxPixels, failOn: "error" })
      .timeout({ seconds: timeoutSeconds })
      .autoOrient()
      .resize(sidePixels, sidePixels, { fit: "cover" })
      .webp({ quality: 82 })
      .toBuffer();
    return { bytes, contentType: "image/webp" };
  } catch (error) {
    return /timeout/i.test(String(error)) ? "too-complex" : "damaged";
  }
}

/**
 * Node.js itself imports it, unseen by the bundler, which would otherwise add support for asynchronous
 * modules, 446 bytes, to the script of every page. next.config.ts has the build copy its files.
 */
async function loadSharp() {
  return (await import(/* turbopackIgnore: true */ "sharp")).default;
}

type Format = "jpeg" | "png" | "webp";

/**
 * Tells formats by their first bytes (https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern),
 * so that none of the other decoders of libvips, such as the one for SVG, ever sees a file.
 */
function formatOf(file: Buffer): Format | null {
  const start = file.toString("latin1", 0, 12);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  return /^RIFF.{4}WEBP$/s.test(start) ? "webp" : null;
}

/** An animated PNG shows its first picture to every decoder that doesn't know of the others. */
function findProblem(metadata: Metadata, expected: Format): PictureProblem | null {
  const { format, width, height, pages = 1 } = metadata;
  if (format !== expected) return "not-a-picture";
  if (pages > 1) return "animated";
  const isTooLarge = width * height > maxPixels || Math.max(width, height) > maxSidePixels;
  return isTooLarge ? "too-many-pixels" : null;
}
