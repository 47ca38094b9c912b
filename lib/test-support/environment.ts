import { expect } from "vitest";
import { EnvironmentError, readEnv } from "@/lib/env/env";

type Source = Record<string, string | undefined>;

/** An environment without problems. */
export const validEnvironment: Source = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://foyer:pw@db.example.com:5432/foyer",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  AUTH_URL: "https://app.example.com",
  AUTH_GOOGLE_ID: "google-id",
  AUTH_GOOGLE_SECRET: "google-secret",
};

/** Reads the valid environment with some changes. */
export function readChanged(changes: Source) {
  return readEnv({ ...validEnvironment, ...changes });
}

/** The message that the valid environment with some changes is rejected with. */
export function problemOf(changes: Source): string {
  try {
    readChanged(changes);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  throw new Error(`${JSON.stringify(changes)} was accepted`);
}

/** The lines of such a message about one variable. */
export function linesAbout(name: string, message: string): string[] {
  return message.split("\n").filter((line) => line.startsWith(`  - ${name} `));
}

/** Expects the message to name this variable alone, and to show nothing of a value with "s3cret" in it. */
export function expectProblemOf(name: string, value: string): void {
  const message = problemOf({ [name]: value });
  expect(linesAbout(name, message)).not.toEqual([]);
  expect(message).not.toContain("s3cret");
  for (const other of Object.keys(validEnvironment)) {
    if (other !== name) expect(linesAbout(other, message)).toEqual([]);
  }
}
