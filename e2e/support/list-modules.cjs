// Preloaded by a test: prints at exit which @opentelemetry packages were loaded.
process.on("exit", () => {
  const loaded = Object.keys(require.cache).filter((path) => path.includes("@opentelemetry"));
  const names = loaded.flatMap((path) => /@opentelemetry[\\/]([\w-]+)/.exec(path)?.[1] ?? []);
  process.stderr.write(`packages loaded: ${JSON.stringify([...new Set(names)].sort())}\n`);
});
