/** Each lost race leaves a row behind that the next attempt finds; two attempts would do. */
const maxAttempts = 5;

/**
 * Repeats a sign-in that loses a race against another one. Two first sign-ins at the same instant race
 * for the same rows: the unique keys let one win, the other writes nothing and looks again.
 *
 * @param attempt - reads the facts each time; returns null if they changed before it could write
 * @throws Error if it loses every race
 */
export async function retryOnConflict<Result>(
  attempt: () => Promise<Result | null>,
): Promise<Result> {
  for (let number = 0; number < maxAttempts; number++) {
    const result = await attempt();
    if (result !== null) return result;
  }
  throw new Error("a sign-in lost every race against others of the same user");
}
