/** Runs `work` that many times, `atOnce` at a time. Rejects at the first failure. */
export async function burst(
  times: number,
  atOnce: number,
  work: () => Promise<void>,
): Promise<void> {
  let left = times;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
}
