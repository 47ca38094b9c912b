import postgres from "postgres";
import { expect, it } from "vitest";
import { inOwnDatabase } from "../test-run/own-database";
import { keepLocalAccounts } from "./local-accounts";

inOwnDatabase("local_accounts");

it("keeps local accounts with the local provider, whatever its port, and apart from a real one", async () => {
  const url = process.env.DATABASE_URL ?? "";
  const sql = postgres(url, { max: 1 });
  const real = "https://accounts.google.com";
  const stored = () => sql`
    select provider, issuer, provider_account_id as id from accounts order by provider_account_id`;
  const keep = (issuer: string | null) => keepLocalAccounts(url, [{ provider: "google", issuer }]);
  await sql`
    with new_user as (insert into users (username, email) values ('ada', 'a@example.com') returning id)
    insert into accounts (provider, provider_account_id, issuer, user_id, email)
    select 'google', number, issuer, id, 'a@example.com' from new_user, (values
      ('1', 'http://127.0.0.1:4100/google'), ('2', ${real}), ('3', null)) as given (number, issuer)`;
  const others = [
    { provider: "google", issuer: real, id: "2" },
    { provider: "google", issuer: null, id: "3" },
  ];

  await keep("http://127.0.0.1:4101/google");
  const moved = { provider: "google", issuer: "http://127.0.0.1:4101/google", id: "1" };
  expect(await stored()).toEqual([moved, ...others]);
  await keep(null);
  expect(await stored()).toEqual([{ ...moved, provider: "local-google" }, ...others]);
  await keep("http://127.0.0.1:4102/google");
  const back = { ...moved, issuer: "http://127.0.0.1:4102/google" };
  expect(await stored()).toEqual([back, ...others]);
  await sql.end();
});
