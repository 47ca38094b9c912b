import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { checkMigrations } from "@/lib/db/health/migrations";
import { findLiveSession } from "@/lib/db/sessions";

describe("a role that may not read which migrations have run", () => {
  beforeAll(async () => {
    const url = new URL(process.env.DATABASE_URL ?? "");
    const owner = postgres(url.href, { max: 1, onnotice: () => {} });
    const role = `app_${randomUUID().replaceAll("-", "")}`;
    await owner.unsafe(`create role ${role} login password 'app'`);
    await owner.unsafe(`grant select on all tables in schema public to ${role}`);
    process.env.DATABASE_URL = Object.assign(url, { username: role, password: "app" }).href;
    return async () => {
      await owner.unsafe(`drop owned by ${role}`);
      await owner.unsafe(`drop role ${role}`);
      await owner.end();
    };
  });

  it("can't tell which are missing, and still runs queries", async () => {
    expect(await checkMigrations()).toEqual({ kind: "unreadable" });
    expect(await findLiveSession("hash")).toBeNull();
  });
});
