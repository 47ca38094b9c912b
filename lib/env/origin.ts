/** AUTH_URL, else the deployment's address on Vercel, else this machine. Never the Host header. */
export function canonicalOrigin(values: OriginVariables): string {
  if (values.AUTH_URL) return values.AUTH_URL;
  const host = vercelHost(values);
  return host ? `https://${host}` : `http://localhost:${values.PORT ?? 3000}`;
}

type VercelVariables = {
  VERCEL_ENV?: string | undefined;
  VERCEL_URL?: string | undefined;
  VERCEL_PROJECT_PRODUCTION_URL?: string | undefined;
};

type OriginVariables = VercelVariables & {
  AUTH_URL?: string | undefined;
  PORT?: string | undefined;
};

/** https://vercel.com/docs/environment-variables/system-environment-variables */
export function vercelHost(source: VercelVariables): string | undefined {
  return source.VERCEL_ENV === "production"
    ? source.VERCEL_PROJECT_PRODUCTION_URL || source.VERCEL_URL
    : source.VERCEL_URL;
}
