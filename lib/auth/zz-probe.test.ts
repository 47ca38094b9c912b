import { it } from "vitest";
import { startAuthorization, finishAuthorization } from "./auth";
import { toSignInFailure } from "./sign-in-failure";
it("probe", async () => {
  const provider = { id: "github", name: "GitHub", mark: { viewBox: "", paths: [] }, protocol: "oauth", clientId: "a", clientSecret: "b", scope: "user:email", metadata: async () => metadata, verifiedAddressHelp: "", claims: async () => { throw new Error("no"); } } as const;
  const metadata = { issuer: "https://github.com/login/oauth", authorization_endpoint: "https://github.com/login/oauth/authorize", token_endpoint: "http://127.0.0.1:1/token" };
  const attempt = () => ({ provider: provider as never, metadata, device: { userAgent: null, ip: null }, deadline: AbortSignal.timeout(8000), codeRedeemed: false });
  const started = await startAuthorization(attempt(), "/account");
  console.log(started.redirect, started.cookies);
  const state = new URL(started.redirect ?? "").searchParams.get("state") ?? "";
  const cookie = (started.cookies ?? []).map((c) => `${c.name}=${c.value}`).join("; ");
  try { console.log(await finishAuthorization(attempt(), new URLSearchParams({ error: "access_denied", error_description: "no", state }), cookie)); }
  catch (e) { console.log(e, (e as Error).cause, toSignInFailure(e, false)); }
});
