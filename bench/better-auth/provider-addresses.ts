const google = process.env.AUTH_GOOGLE_ISSUER;
const github = process.env.AUTH_GITHUB_ENTERPRISE_URL;

/** better-auth's providers have fixed addresses, and no option for any but the authorization's. */
const onThisMachine = new Map([
  ["https://oauth2.googleapis.com/token", `${google}/token`],
  ["https://github.com/login/oauth/access_token", `${github}/login/oauth/access_token`],
  ["https://api.github.com/user", `${github}/api/v3/user`],
  ["https://api.github.com/user/emails", `${github}/api/v3/user/emails`],
]);

const send = globalThis.fetch;
globalThis.fetch = (input, init) =>
  send(input instanceof Request ? input : (onThisMachine.get(String(input)) ?? input), init);
