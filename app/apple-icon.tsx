import { drawImage } from "@/app/draw-image";
import { iconDataUrl } from "@/app/icon-svg";

export const size = { width: 180, height: 180 };
export const contentType = "image/png";

/** The icon on a phone's home screen. The phone rounds its corners. */
export default function AppleIcon(): Promise<Response> {
  // biome-ignore lint/performance/noImgElement: drawn at build time, by no browser
  return drawImage(<img src={iconDataUrl(180, { radius: 0 })} alt="" {...size} />, size);
}
