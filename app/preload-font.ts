import { preload } from "react-dom";
import latin from "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2";

/**
 * Has the browser fetch the font of `app/fonts.css` before it has read the stylesheet. Each root layout
 * that uses the font calls this.
 */
export function preloadFont(): void {
  preload(latin, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
}
