import type { ReactElement } from "react";

/**
 * Draws a PNG with next/og. Node.js itself imports it, unseen by the bundler: its modules would otherwise
 * add support for asynchronous modules, 446 bytes, to the script of every page. Only builds and development
 * draw, so a production server does not need it.
 */
export async function drawImage(
  element: ReactElement,
  size: { width: number; height: number },
): Promise<Response> {
  const { ImageResponse } = await import(/* turbopackIgnore: true */ "next/og.js");
  return new ImageResponse(element, size);
}
