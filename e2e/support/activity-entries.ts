import { signedIn } from "./account-centre";
import { userIdOf } from "./account-rows";
import { control } from "./control";
import { database } from "./database";

/** A user with so many old entries, seven at each moment. */
export async function withEntries(count: number, name = "entry") {
  const account = await control.createAccount({ google: {} });
  const visitor = await signedIn(account);
  await database()`
    insert into activity (user_id, kind, detail, at)
    select ${await userIdOf(account)}, 'profile-changed', ${name} || '-' || n,
      now() - (n / 7) * interval '1 minute' - interval '1 hour'
    from generate_series(1, ${count}::int) n`;
  return { account, visitor };
}
