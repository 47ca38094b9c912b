/** What a deployer needs to register this app with a provider. */
export type ProviderSetup = {
  /** The real provider's issuer, as in `ServerMetadata`; any other is a stand-in. Null if each tenant has its own. */
  issuer: string | null;
  console: { name: string; url: string };
  /** The console's name for the list of redirect addresses. */
  field: string;
  /** In order. The setup page shows the redirect address and the variables beside them. */
  steps: string[];
  /** Null if we know no shape. */
  clientId: { pattern: RegExp; looksLike: string } | null;
};
