import postgres from "postgres";
import { inject } from "vitest";

/** A database of this name on the Postgres of the unit tests. It exists once `recreate` has run. */
export function testDatabase(name: string) {
  const url = new URL(inject("databaseUrl"));
  const admin = postgres(url.href, { max: 1, onnotice: () => {} });
  url.pathname = `/${name}`;
  const drop = async () => {
    await admin`drop database if exists ${admin(name)} with (force)`;
  };
  return {
    url: url.href,
    /** A connection to the server, as its superuser. */
    admin,
    /** Creates it empty, in place of one that is left over. */
    async recreate() {
      await drop();
      await admin`create database ${admin(name)}`;
    },
    drop,
    /** Drops it and closes `admin`. */
    async end() {
      await drop();
      await admin.end();
    },
  };
}
