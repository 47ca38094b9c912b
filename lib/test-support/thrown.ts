/** The error that a promise rejects with. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`nothing was thrown; the promise resolved to ${JSON.stringify(value)}`);
}
