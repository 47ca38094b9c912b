/** For a container's health check, since the image has no curl: exit code 0 while the app serves. */
const port = process.env.PORT || 3000;
const answer = await fetch(`http://127.0.0.1:${port}/api/health?probe=live`, {
  signal: AbortSignal.timeout(4_000),
}).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;
