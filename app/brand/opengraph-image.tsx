import { drawImage } from "@/app/draw-image";
import { iconDataUrl } from "@/app/icon-svg";
import { siteColours, siteName } from "@/lib/brand";

export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

/** Letters that the font in Next.js has. For others it would ask Google for a font. */
const drawable = /^[\u0020-\u007e\u00a0-\u017f]+$/;

/**
 * The picture that a shared link to one of Foyer's pages shows. The build draws it once. In a folder of its
 * own, Next.js adds it to no page by itself: a builder's layout may not know the address of the site.
 */
export default function OpenGraphImage(): Promise<Response> {
  const { ground, ink } = siteColours.light;
  return drawImage(
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        alignItems: "center",
        justifyContent: "center",
        gap: 48,
        width: "100%",
        height: "100%",
        padding: 80,
        background: ground,
        color: ink,
      }}
    >
      {/* biome-ignore lint/performance/noImgElement: drawn at build time, by no browser */}
      <img src={iconDataUrl(240, { radius: 52 })} alt="" width={240} height={240} />
      {drawable.test(siteName) && <div style={{ fontSize: 72 }}>{siteName}</div>}
    </div>,
    size,
  );
}
