import "server-only";
import {
  type EncodedPicture,
  encodePicture,
  type PictureProblem,
} from "@/lib/pictures/encode-picture";
import { withUploadSlot } from "@/lib/pictures/upload-slots";
import { pictureBodyBytes, pictureFileBytes } from "@/lib/security/body-limits";
import { readUpTo } from "@/lib/security/body-size";

/** `unreadable`: not our form, or it broke off on the way. */
export type UploadProblem = PictureProblem | "busy" | "no-file" | "too-large" | "unreadable";

/**
 * Reads the file `picture` of an uploaded form and encodes it.
 * @param userId - of the user, who uploads one picture at a time
 */
export function receivePicture(
  request: Request,
  userId: string,
): Promise<EncodedPicture | UploadProblem> {
  return withUploadSlot(userId, async () => {
    const file = await readFile(request);
    return typeof file === "string" ? file : encodePicture(file);
  });
}

async function readFile(request: Request): Promise<Buffer | UploadProblem> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) return "unreadable";
  if (Number(request.headers.get("content-length")) > pictureBodyBytes) return "too-large";
  const chunks = await readUpTo(request, pictureBodyBytes).catch(() => "unreadable" as const);
  if (chunks === null) return "too-large";
  if (typeof chunks === "string") return chunks;
  const form = await parse(Buffer.concat(chunks), type);
  const files = form?.getAll("picture") ?? [];
  const [file] = files;
  if (files.length !== 1 || !(file instanceof File)) return "unreadable";
  // A browser sends an empty file if none was chosen.
  if (file.size === 0) return "no-file";
  if (file.size > pictureFileBytes) return "too-large";
  return Buffer.from(await file.arrayBuffer());
}

function parse(body: Buffer<ArrayBuffer>, type: string): Promise<FormData | null> {
  const response = new Response(body, { headers: { "content-type": type } });
  return response.formData().catch(() => null);
}
