import { siteColours, siteMark } from "@/lib/brand";

/**
 * The mark on a dark square, as a drawing of its own: nothing is loaded for it.
 * @param size - of the square, in pixels
 * @param radius - of its corners; 0 where the device cuts them itself
 */
export function iconSvg(size: number, { radius }: { radius: number }): string {
  const { ink, surface, lamp } = siteColours.light;
  const [x, y, width, height] = [0.2, 0.17, 0.6, 0.66].map((share) => share * size);
  const light = siteMark.light ? `<path d="${siteMark.light}" fill="${lamp}"/>` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" rx="${radius}" fill="${ink}"/><svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${siteMark.viewBox}"><path d="${siteMark.shape}" fill="${surface}"/>${light}</svg></svg>`;
}

/** The same as an address that an `<img>` can have. */
export function iconDataUrl(size: number, corners: { radius: number }): string {
  return `data:image/svg+xml,${encodeURIComponent(iconSvg(size, corners))}`;
}
