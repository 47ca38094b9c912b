import { type Html, html } from "./html";

type Pictured = { name: string; handle: string; picture: string };

/** A user's picture, or their initial. The page's policy allows no picture from elsewhere. */
export function avatar({ name, handle, picture }: Pictured): Html {
  const path = /^http:\/\/[^/]+(\/pictures\/.+)$/.exec(picture)?.[1];
  if (path) return html`<img class="avatar" src="${path}" alt="" width="36" height="36">`;
  const initial = (name || handle).match(/\p{L}/u)?.[0] ?? "?";
  return html`<span class="avatar" aria-hidden="true">${initial}</span>`;
}
