import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** https://learn.microsoft.com/entra/identity-platform/quickstart-register-app */
export const microsoftSetup: ProviderSetup = {
  issuer: null,
  console: {
    name: "Microsoft Entra admin center, App registrations",
    url: "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
  },
  field: "Redirect URIs (platform Web)",
  steps: [
    "Open the console and choose “New registration”.",
    "Under “Authentication”, add the platform “Web” and, under “Redirect URIs”, the redirect address.",
    "Under “Certificates & secrets”, make a client secret and copy its Value, not its ID.",
    "Copy the “Application (client) ID”, and build the issuer from the “Directory (tenant) ID”: https://login.microsoftonline.com/<tenant ID>/v2.0.",
    "Under “Token configuration”, add the optional claim “email” for ID tokens, and in the Manifest xms_edov: without it no address counts as verified.",
  ],
  clientId: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, looksLike: "a GUID" },
};
