import { TcpForwarder } from "./tcp-forwarder";

/** Opens a line to a database that a test can break. @returns also the database's URL over it */
export async function openLine(databaseUrl: string): Promise<{ line: TcpForwarder; url: string }> {
  const url = new URL(databaseUrl);
  const line = await TcpForwarder.start({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${line.port}`;
  return { line, url: url.href };
}

/** Ways to break the line, by the words of the tests' titles. */
export const outages: Record<string, (line: TcpForwarder) => void> = {
  down: (line) => line.cut(),
  silent: (line) => line.hang(),
};
