import { iconSvg } from "@/app/icon-svg";

export const contentType = "image/svg+xml";

/** The icon in browser tabs. */
export default function Icon(): Response {
  return new Response(iconSvg(32, { radius: 7 }), { headers: { "content-type": contentType } });
}
