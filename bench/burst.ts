/** As many as ask at once; more would only wait for each other on a machine of two cores. */
const clients = 8;

/** Does something so many times, by several clients at once; what fails ends it all. */
export async function burst(times: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}
