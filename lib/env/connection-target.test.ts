import { describe, expect, it } from "vitest";
import { describeDatabase, socketDirectoryOf, toConnectionTarget } from "./connection-target";
import { toConnectionUrl } from "./database-url";

const targetOf = (value: string) => toConnectionTarget(toConnectionUrl(value));

describe("the address of a Unix socket", () => {
  it.each([
    ["postgres://ada:pw@/foyer?host=/var/run/postgresql", "5432"],
    ["postgres:///foyer?host=/var/run/postgresql", "5432"],
    ["postgres://ada@/foyer?host=/var/run/postgresql&port=6000", "6000"],
    ["postgres://ada@:6000/foyer?host=/var/run/postgresql", "6000"],
    ["postgres://ada@db.example/foyer?host=/var/run/postgresql", "5432"],
    ["postgres://%2Fvar%2Frun%2Fpostgresql/foyer", "5432"],
    ["postgres://ada:p%2Fw@%2Fvar%2Frun%2Fpostgresql:6000/foyer", "6000"],
  ])("%s becomes the directory that postgres.js opens it in", (value, port) => {
    const { url, options } = targetOf(value);
    expect(options).toEqual({ host: "/var/run/postgresql", database: "foyer" });
    expect(new URL(url)).toMatchObject({ host: `localhost:${port}`, search: "" });
    expect(describeDatabase(toConnectionUrl(value))).toBe(`foyer at /var/run/postgresql:${port}`);
  });

  it("keeps the user and the password", () => {
    const { username, password } = new URL(targetOf("postgres://ada:p%2Fw@%2Frun/foyer").url);
    expect([username, password]).toEqual(["ada", "p%2Fw"]);
  });

  it("is never encrypted, as in libpq", () => {
    const { url } = targetOf("postgres://ada@/foyer?host=/run&sslmode=require&application_name=x");
    expect(new URL(url).search).toBe("?application_name=x");
  });
});

describe("an address of a host", () => {
  it.each([
    ["postgres://ada@db.example/foyer", "postgres://ada@db.example/foyer"],
    ["postgres://ada@/foyer?host=db.example&port=6000", "postgres://ada@db.example:6000/foyer"],
    [
      "postgres://ada@/foyer?host=one.example,two.example&port=1,2&sslmode=require",
      "postgres://ada@one.example:1,two.example:2/foyer?sslmode=require",
    ],
    ["postgres://ada@[::1]:6000/foyer?port=7000", "postgres://ada@[::1]:7000/foyer"],
  ])("%s names no socket", (value, url) => {
    expect(targetOf(value)).toEqual({ url, options: { database: "foyer" } });
    expect(socketDirectoryOf(toConnectionUrl(value))).toBeNull();
  });

  it("may name a database with any characters", () => {
    expect(targetOf("postgres://ada@db/my%20%22db%22").options.database).toBe('my "db"');
    expect(targetOf("postgres://ada@db").options).toEqual({});
  });

  it("loses parameters by their names, in any case of letters", () => {
    const url = "postgres://ada@db/foyer?datestyle=German&search_path=app";
    expect(toConnectionTarget(url, ["DateStyle"]).url).toBe(
      "postgres://ada@db/foyer?search_path=app",
    );
  });
});
