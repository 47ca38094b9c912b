import { SignJWT } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openValue, sealValue } from "./sealed-value";

const value = { kind: "signed-out", list: [1, "ü", null] };
const base64url = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");

afterEach(() => void vi.useRealTimers());

describe("a sealed value", () => {
  it("opens as it was sealed", async () => {
    expect(await openValue("flash", await sealValue("flash", value, 60))).toEqual(value);
  });

  it("fits a cookie without quotes", async () => {
    expect(await sealValue("flash", value, 60)).toMatch(/^[\w.-]+$/);
  });

  it("opens until it expires, and no longer", async () => {
    const sealed = await sealValue("flash", value, 60);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 58_000 });
    expect(await openValue("flash", sealed)).toEqual(value);
    vi.setSystemTime(Date.now() + 3_000);
    expect(await openValue("flash", sealed)).toBeNull();
  });

  it("does not open for another purpose", async () => {
    const sealed = await sealValue("flash", value, 60);
    for (const purpose of ["connect", "", "Flash", "flash "]) {
      expect(await openValue(purpose, sealed)).toBeNull();
    }
  });

  it("does not open if any part of it has changed", async () => {
    const [header, , signature = ""] = (await sealValue("flash", value, 60)).split(".");
    const payload = base64url({ value: { kind: "planted" }, exp: Date.now() });
    const none = base64url({ alg: "none" });
    const forgeries = [
      `${header}.${payload}.${signature}`,
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
    ];
    for (const forgery of forgeries) expect(await openValue("flash", forgery)).toBeNull();
  });

  it("does not open if it was signed with AUTH_SECRET itself, not a key of its purpose", async () => {
    const secret = new TextEncoder().encode(process.env.AUTH_SECRET);
    for (const alg of ["HS256", "HS384", "HS512"]) {
      const planted = new SignJWT({ value }).setProtectedHeader({ alg }).setExpirationTime("1h");
      expect(await openValue("flash", await planted.sign(secret))).toBeNull();
    }
  });

  it("does not open under another AUTH_SECRET", async () => {
    const sealed = await sealValue("flash", value, 60);
    vi.stubEnv("AUTH_SECRET", "another secret of more than thirty-two bytes");
    vi.resetModules();
    const other = await import("./sealed-value");
    expect(await other.openValue("flash", sealed)).toBeNull();
  });

  it("opens under a secret that is being replaced, and is sealed with the highest-numbered one", async () => {
    const old = process.env.AUTH_SECRET ?? "";
    const before = await sealValue("flash", value, 60);
    const withSecrets = async (secrets: Record<string, string>) => {
      for (const [name, secret] of Object.entries(secrets)) vi.stubEnv(name, secret);
      vi.resetModules();
      return import("./sealed-value");
    };
    const [second, third] = ["second", "third"].map((name) => `the ${name} secret`.padEnd(40, "."));
    const during = await withSecrets({ AUTH_SECRET_1: second ?? "", AUTH_SECRET_3: third ?? "" });
    expect(await during.openValue("flash", before)).toEqual(value);
    expect(await during.openValue("intent", before)).toBeNull();
    const sealed = await during.sealValue("flash", value, 60);
    const after = await withSecrets({
      AUTH_SECRET: third ?? "",
      AUTH_SECRET_1: "",
      AUTH_SECRET_3: "",
    });
    expect(await after.openValue("flash", sealed)).toEqual(value);
    expect(await after.openValue("flash", before)).toBeNull();
    const back = await withSecrets({ AUTH_SECRET: old });
    expect(await back.openValue("flash", sealed)).toBeNull();
  });

  it("is null for garbage", async () => {
    for (const garbage of ["", ".", "..", "a.b.c", "null", "\u0000", "x".repeat(1_000_000)]) {
      expect(await openValue("flash", garbage)).toBeNull();
    }
  });
});
