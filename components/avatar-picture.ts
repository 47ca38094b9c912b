/**
 * Returns the URL of a picture that may be shown, else null. A provider's response can name any URL, and
 * loading it would tell that host who is viewing, so only the providers' own hosts are allowed, and this
 * machine: there, the CSP allows only the configured providers.
 */
export function avatarPicture(address: string | null): string | null {
  if (address === null || ownPicture.test(address)) return address;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isPlainHttps = url.protocol === "https:" && !url.port && !url.username && !url.password;
  const isShown = (isPlainHttps && isProviderHost(url.hostname)) || isOnThisMachine(url);
  return isShown ? url.href : null;
}

/** One that the user uploaded: see lib/db/pictures.ts. */
const ownPicture = /^\/pictures\/[0-9a-f-]{36}$/;

/** The same hosts as in lib/security/content-security-policy.ts: the CSP blocks pictures from any other. */
const hosts = [
  "lh3.googleusercontent.com", // Google
  "gitlab.com",
  "cdn.discordapp.com", // Discord
  "pbs.twimg.com", // X
];

function isProviderHost(hostname: string): boolean {
  return hosts.includes(hostname) || hostname.endsWith(".githubusercontent.com");
}

function isOnThisMachine({ protocol, hostname, username, password }: URL): boolean {
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "http:" && isLoopback && !username && !password;
}
