import { UnitOfWork } from "@/lib/auth/authjs/unit-of-work";
import type { TestSignIn } from "@/lib/test-support/test-user";

/** The unit of work of a callback whose claims Auth.js has just read. */
export function begin({ claims, ...request }: TestSignIn): UnitOfWork {
  const work = new UnitOfWork(request);
  work.setClaims(claims);
  return work;
}

/** Asks for rows as Auth.js does, in this order. */
export function stage(work: UnitOfWork, writes: ("user" | "account")[]): void {
  for (const write of writes) work.stage(write);
}

/** Asks what Auth.js asks before it writes. */
export async function look(work: UnitOfWork) {
  return {
    accountOwner: await work.accountOwner(),
    addressOwner: await work.addressOwner(),
    opensSession: await work.opensSession(),
  };
}
