import { AccountBook } from "./accounts/account-book";
import { FaultBook } from "./faults/fault-book";
import { RequestLog } from "./request-log";

/** The state that both providers and the control interface share. */
export type World = {
  /** The URL at which everything listens, without a trailing slash. */
  base: string;
  appOrigins: string[];
  accounts: AccountBook;
  faults: FaultBook;
  requests: RequestLog;
};

export function createWorld(base: string, appOrigins: string[]): World {
  return {
    base,
    appOrigins,
    accounts: new AccountBook(base),
    faults: new FaultBook(),
    requests: new RequestLog(),
  };
}
