import { siteName } from "@/lib/brand";

const siteNames = ["foyer", plain(siteName)].filter((name) => name !== "");

/** Names that a visitor would take for someone who runs the site. */
const roles = [
  ...["admin", "administrator", "root", "sysadmin", "superuser", "system", "sysop", "operator"],
  ...["owner", "founder", "moderator", "mod", "staff", "team", "official", "employee"],
  ...["security", "support", "help", "helpdesk", "service", "customerservice", "customersupport"],
  ...["billing", "payment", "account", "legal", "privacy", "compliance", "trust", "safety"],
  ...siteNames,
];

/** Mailboxes that a domain has by convention (RFC 2142), and that mail systems use. */
const mailboxes = [
  ...["abuse", "info", "marketing", "sales", "noc", "postmaster", "hostmaster", "webmaster"],
  ...["usenet", "news", "www", "uucp", "ftp", "mail", "email", "newsletter", "contact", "press"],
  ...["noreply", "donotreply", "mailerdaemon", "bounce", "bounces"],
];

/** What an address of the app, or of a builder, may be called. */
const addresses = [
  ...["api", "auth", "oauth", "signin", "signup", "signout", "login", "logout", "register"],
  ...["accounts", "refused", "toomany", "unavailable", "setup", "health", "cleanup", "settings"],
  ...["profile", "user", "users", "dashboard", "about", "terms", "status", "blog", "docs", "app"],
  ...[
    "static",
    "assets",
    "public",
    "icon",
    "favicon",
    "robots",
    "sitemap",
    "wellknown",
    "localhost",
  ],
];

/** Names that stand for no one, or for everyone. */
const nobodies = [
  ...["anonymous", "nobody", "noone", "unknown", "guest", "deleted", "everyone", "everybody"],
  ...["all", "you", "self", "null", "undefined", "none", "true", "false"],
];

const before = ["the", "real", "official", ...siteNames];
const after = ["s", "team", "staff", "official", "desk", "center", "centre", "department", "bot"];

const oneOf = (names: string[]) => `(?:${names.map(skeleton).join("|")})`;

const pattern = new RegExp(
  `^(?:${oneOf(before)}?${oneOf(roles)}${oneOf(after)}{0,2}|${oneOf([...mailboxes, ...addresses, ...nobodies])})$`,
);

/**
 * Whether no user may have this username: it would look like the site itself, or be one of its
 * addresses. Separators don't count, and neither do look-alikes: sup.port and adm1n are reserved too.
 *
 * @param username - in the characters of usernames
 */
export function isReservedUsername(username: string): boolean {
  return pattern.test(skeleton(username));
}

/**
 * Equal for names that look alike: UTS #39, section 4, with the mappings of Unicode's confusables.txt
 * for the characters of usernames. It also takes 1 for an i, and vv for a w.
 */
function skeleton(name: string): string {
  return name
    .replace(/[._-]/g, "")
    .replaceAll("0", "o")
    .replace(/[1i]/g, "l")
    .replaceAll("m", "rn")
    .replaceAll("w", "vv");
}

/** A name in the characters of usernames. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
