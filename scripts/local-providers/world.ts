import { AccountBook } from "./accounts/account-book";
import { FaultBook } from "./faults/fault-book";
import { RequestLog } from "./request-log";

/** What both providers and the control interface share. */
export type World = {
  /** Where everything listens, without a slash at the end. */
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
    accounts: new AccountBook(),
    faults: new FaultBook(),
    requests: new RequestLog(),
  };
}
