/**
 * The address of a picture that may be shown, or null. A provider's answer can name any address, and
 * the visitor's browser would tell that host who is looking, so only the providers' own hosts pass.
 */
export function avatarPicture(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  const isPlainHttps = url.protocol === "https:" && !url.port && !url.username && !url.password;
  return isPlainHttps && isProviderHost(url.hostname) ? url.href : null;
}

/** Those of lib/security/security-headers.ts, which lets browsers load pictures from nowhere else. */
const hosts = ["lh3.googleusercontent.com", "cdn.discordapp.com", "gitlab.com", "pbs.twimg.com"];

function isProviderHost(hostname: string): boolean {
  return hosts.includes(hostname) || hostname.endsWith(".githubusercontent.com");
}
