import { ImageResponse } from "next/og";
import { iconDataUrl } from "@/app/icon-svg";

export const size = { width: 180, height: 180 };
export const contentType = "image/png";

/** The icon on a phone's home screen. The phone rounds its corners. */
export default function AppleIcon(): ImageResponse {
  // biome-ignore lint/performance/noImgElement: drawn at build time, by no browser
  return new ImageResponse(<img src={iconDataUrl(180, { radius: 0 })} alt="" {...size} />, size);
}
