import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Account } from "./accounts/account";
import type { ProviderName } from "./clients";
import { json, sendReply, svg } from "./reply";

/** The address of an account's picture at a provider: each provider has one of its own. */
function pictureAddress(base: string, provider: ProviderName, id: string): string {
  return `${base}/pictures/${provider}/${encodeURIComponent(id)}.svg`;
}

/** The account with a picture at each provider that doesn't say what its picture is. */
export function withPictures(account: Account, base: string): Account {
  const { id, google, github } = account;
  const picture = pictureAddress(base, "google", id);
  const avatar_url = pictureAddress(base, "github", id);
  return {
    ...account,
    ...(google && { google: { picture, ...google } }),
    ...(github && { github: { ...github, user: { avatar_url, ...github.user } } }),
  };
}

/** `GET /pictures/<provider>/<id>.svg`: a portrait that depends on nothing but the address. */
export function respondWithPicture(req: IncomingMessage, res: ServerResponse): void {
  const [, provider, id] =
    /^\/pictures\/(google|github)\/([\w%-]+)\.svg$/.exec(req.url ?? "") ?? [];
  sendReply(res, provider && id ? svg(portrait(provider, id)) : json({ error: "not_found" }, 404));
}

const skins = ["#f6d2b8", "#e8b48f", "#c98e63", "#9a6440", "#6d4429"];
const hairs = ["#2c2320", "#5a3a22", "#8b5a2b", "#b8b2ad", "#a5472b"];
const hairstyles = [
  '<path d="M27 44a21 21 0 0 1 42 0c-6-9-13-12-21-12s-15 3-21 12z"/>',
  '<path d="M25 62V42a23 23 0 0 1 46 0v20h-8V44c-4-6-9-9-15-9s-11 3-15 9v18z"/>',
  '<circle cx="48" cy="19" r="9"/><path d="M27 43a21 21 0 0 1 42 0c-5-7-12-10-21-10s-16 3-21 10z"/>',
  '<path d="M26 48c-2-19 8-29 22-29s25 9 22 29l-4-9c-9 2-18-1-23-6-3 6-9 8-14 8z"/>',
];

/** The same person at each provider, in other clothes. */
function portrait(provider: string, id: string): string {
  const bytes = createHash("sha256").update(`portrait of ${id}`).digest();
  const pick = <T>(list: T[], index: number) => list[(bytes[index] ?? 0) % list.length];
  const hue = (bytes.readUInt16BE(4) + (provider === "github" ? 130 : 0)) % 360;
  const skin = pick(skins, 1);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">
<rect width="96" height="96" fill="hsl(${hue} 45% 84%)"/>
<path d="M10 96c2-20 16-29 38-29s36 9 38 29z" fill="hsl(${(hue + 190) % 360} 38% 42%)"/>
<path d="M40 56h16v12c0 8-16 8-16 0z" fill="${skin}"/>
<circle cx="48" cy="45" r="19" fill="${skin}"/>
<g fill="${pick(hairs, 2)}">${pick(hairstyles, 3)}</g>
</svg>`;
}
