import type { FlashMessage } from "@/lib/flash/message";

type Reason = Extract<FlashMessage, { kind: "picture-refused" }>["reason"];

/** Why an uploaded picture was refused, and what to do instead. */
export const pictureProblems: Record<Reason, string> = {
  busy: "Another upload is under way. Wait a few seconds, then try again.",
  "no-file": "Choose a file first.",
  "too-large": "The file is larger than 4 MB. Choose a smaller one.",
  unreadable: "The upload was cut off. Check your connection and try again.",
  "not-a-picture": "This isn’t a JPEG, PNG or WebP picture. Choose another file.",
  animated: "Animated pictures don’t work here. Choose a still one.",
  "too-many-pixels":
    "The picture has too many pixels. It can have up to 25 megapixels, and 12,000 pixels on a side.",
  damaged: "The file is damaged. Open it in an image editor, save it again, and try that copy.",
  "too-complex": "The picture takes too long to process. Save it at a smaller size and try again.",
};
