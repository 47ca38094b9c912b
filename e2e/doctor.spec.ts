import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { signInSettings } from "./support/app-server";
import { runDoctor } from "./support/doctor";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";

test("the doctor finds no problem in the app under test, and says what to register", async () => {
  const { appUrl, databaseUrl } = stack();
  const settings = { ...signInSettings(), DATABASE_URL: databaseUrl };
  const doctor = await runDoctor(settings, "--development");
  expect(doctor.all("fail")).toEqual([]);
  expect(doctor.code).toBe(0);
  expect(doctor.find("Environment", "app address")).toMatchObject({ status: "ok" });
  expect(doctor.find("Database", "migrations")).toMatchObject({ status: "ok" });
  for (const [id, name] of Object.entries({ google: "Google", github: "GitHub" })) {
    expect(doctor.find(name, "redirect address")).toMatchObject({ status: "ok" });
    expect(doctor.redirectAddress(name)).toBe(`${appUrl}/api/auth/callback/${id}`);
  }
});

test("the doctor reports each wrong setting, fails, and prints no secret", async () => {
  const doctor = await runDoctor({
    ...signInSettings(),
    AUTH_URL: "https://moved.test/",
    AUTH_TRUST_HOST: "false",
    AUTH_SECRET: "change-this-secret-which-anybody-may-guess",
    DATABASE_URL: "postgres://foyer:very-secret-password@127.0.0.1:1/foyer",
    AUTH_GOOGLE_SECRET: '"quoted-secret-1"',
    AUTH_GITHUB_SECRET: "wrong-secret-2",
    NEXTAUTH_URL: "https://moved.test",
  });
  expect(doctor.code).toBe(1);
  expect(doctor.all("fail").sort()).toEqual([
    "Database: reachable",
    "Environment: AUTH_GOOGLE_SECRET",
    "Environment: AUTH_SECRET",
    "GitHub: client secret",
    "GitHub: redirect address",
    "Google: client secret",
    "Google: redirect address",
  ]);
  const warned = ["AUTH_URL", "AUTH_TRUST_HOST", "NEXTAUTH_URL", "TRUSTED_PROXY_HOPS"];
  expect(doctor.all("warn")).toEqual(
    expect.arrayContaining(warned.map((name) => `Environment: ${name}`)),
  );
  expect(doctor.output).not.toMatch(/very-secret|anybody-may-guess|quoted-secret|wrong-secret/);
});

test("the production build has no setup page", async () => {
  const routes = JSON.parse(await readFile(".next/app-path-routes-manifest.json", "utf8"));
  expect(Object.values(routes)).toContain("/sign-in");
  expect(Object.values(routes)).not.toContain("/setup");
  expect((await new HttpVisitor().get("/setup")).status).toBe(404);
});
