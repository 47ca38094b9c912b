import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { env } from "@/lib/env/env";
import { storeUser } from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { checkAdmins } from "./admins";

inOwnDatabase("doctor_admins");
beforeEach(async () => {
  await db().delete(users).where(sql`true`);
});

type SignUp = ReturnType<typeof env>["SIGN_UP"];
const check = (SIGN_UP: SignUp, ADMIN_EMAILS: string[] = []) =>
  checkAdmins({ ...env(), SIGN_UP, ADMIN_EMAILS });

it.each([
  ["invite", /invite <your address>/],
  ["closed", /invite <your address>/],
  ["approval", /approve <your address>/],
] as const)("warns if SIGN_UP is %s and no one can let people in", async (signUp, fix) => {
  await storeUser();
  await storeUser({ role: "admin", suspendedAt: new Date() });
  await storeUser({ role: "admin", awaitingApproval: true });
  expect(await check(signUp)).toMatchObject([
    { check: "admins", status: "warn", fix: expect.stringMatching(fix) },
  ]);
});

it("is content with an admin, or with ADMIN_EMAILS", async () => {
  expect(await check("invite", ["ada@example.com"])).toMatchObject([{ status: "ok" }]);
  await storeUser({ role: "admin" });
  expect(await check("invite")).toMatchObject([{ status: "ok" }]);
});

it("says nothing where everyone may sign up, or if the database can't tell", async () => {
  expect(await check("open")).toEqual([]);
  const DATABASE_URL = "postgres://foyer@127.0.0.1:1/foyer";
  expect(await checkAdmins({ ...env(), SIGN_UP: "invite", DATABASE_URL })).toEqual([]);
});
