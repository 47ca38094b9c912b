/** The container's health check, since the image has no curl. Exits with 0 if the app responds. */
const port = process.env.PORT || 3000;
const response = await fetch(`http://127.0.0.1:${port}/api/health?probe=live`, {
  signal: AbortSignal.timeout(4_000),
}).catch(() => null);
process.exitCode = response?.ok ? 0 : 1;
