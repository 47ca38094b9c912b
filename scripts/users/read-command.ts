import { parseArgs } from "node:util";
import { codeOf } from "../../lib/error-cause";
import type { Environment } from "../processes/project-environment";
import type { Command, OnlyUser } from "./command";
import { UsageError } from "./command-error";
import {
  readAddress,
  readCount,
  readExpiry,
  readFutureTime,
  readId,
  readText,
} from "./option-values";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** Options of every command. */
const common = { json: flag, yes: flag, help: flag } as const;

/** Options of each command. */
const options = {
  list: { role: text, suspended: flag, waiting: flag, search: text, limit: text, before: text },
  show: {},
  role: {},
  suspend: { reason: text, until: text },
  restore: {},
  approve: {},
  "end-sessions": {},
  delete: {},
  invite: { uses: text, expires: text, note: text, list: flag, revoke: text, limit: text },
  recover: {},
} as const;

type CommandName = keyof typeof options;
type Options = Record<string, typeof text | typeof flag>;
type Values = Record<string, string | boolean | undefined>;
type Parsed = { values: Values; positionals: string[] };

const maxPageSize = 1_000;
const maxUses = 10_000;

export type Asked = { command: Command; isConfirmed: boolean };

/** @throws UsageError that says what is wrong */
export function readCommand(args: string[], environment: Environment = {}): Asked {
  const [name = "", ...rest] = args;
  if (!Object.hasOwn(options, name)) {
    throw new UsageError(name ? `There is no command "${name}".` : "Name a command.");
  }
  rejectTakenByNpm(name as CommandName, environment);
  const { values, positionals } = parse(name as CommandName, rest);
  const command = readers[name as CommandName](values, positionals);
  return { command, isConfirmed: values.yes === true };
}

/** Without "--", npm takes options for its own, and a suspension until next week would have no end. */
function rejectTakenByNpm(name: CommandName, environment: Environment): void {
  const taken = Object.keys(options[name]).find(
    // npm has a setting of this name, which may be in someone's .npmrc.
    (option) => option !== "before" && environment[`npm_config_${option}`],
  );
  if (!taken) return;
  throw new UsageError(
    `npm took --${taken} for its own. Type "--" first: npm run users -- ${name} …`,
  );
}

/** Whether the operator asked for JSON, whatever else they typed. */
export function asksForJson(args: string[]): boolean {
  return args.includes("--json");
}

function parse(name: CommandName, args: string[]): Parsed {
  try {
    const known: Options = { ...common, ...options[name] };
    return parseArgs({ args, options: known, allowPositionals: true }) as Parsed;
  } catch (error) {
    throw new UsageError(`${name}: ${explain(error as Error)}`);
  }
}

/** Of an unknown option, Node.js says how to write a value that looks like one, which no one means here. */
function explain(error: Error): string {
  if (codeOf(error) !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") return error.message;
  return `${error.message.split(". ")[0]}.`;
}

type Reader = (values: Values, positionals: string[]) => Command;

const readers: Record<CommandName, Reader> = {
  list: (values, positionals) => {
    rejectNames(positionals);
    return {
      name: "list",
      role: textOf(values.role),
      isSuspended: values.suspended === true,
      isWaiting: values.waiting === true,
      search: readText("--search", textOf(values.search)) ?? undefined,
      limit: readCount("--limit", textOf(values.limit) ?? "50", maxPageSize),
      before: values.before === undefined ? null : readId("--before", String(values.before)),
    };
  },
  show: readerOf("show"),
  role: (_, positionals) => {
    const [user, role, ...others] = positionals;
    if (!user || !role || others.length > 0) throw new UsageError("role takes a user and a role.");
    return { name: "role", user, role };
  },
  suspend: ({ until, reason }, positionals) => ({
    name: "suspend",
    user: takeUser("suspend", positionals),
    until: until === undefined ? null : readFutureTime("--until", String(until)),
    reason: readText("--reason", textOf(reason)),
  }),
  restore: readerOf("restore"),
  approve: readerOf("approve"),
  "end-sessions": readerOf("end-sessions"),
  delete: readerOf("delete"),
  recover: readerOf("recover"),
  invite: readInvite,
};

function readerOf(name: OnlyUser): Reader {
  return (_, positionals) => ({ name, user: takeUser(name, positionals) });
}

function readInvite(values: Values, positionals: string[]): Command {
  const { list, revoke, limit, uses, expires, note } = values;
  const isNew = !list && revoke === undefined;
  const isMixed =
    !isNew && [...positionals, uses, expires, note].some((each) => each !== undefined);
  if (isMixed || (list && revoke !== undefined) || (limit !== undefined && !list)) {
    throw new UsageError("invite takes either --list, or --revoke, or what to invite with.");
  }
  if (list) {
    const count = readCount("--limit", textOf(limit) ?? "50", maxPageSize);
    return { name: "list-invitations", limit: count };
  }
  if (revoke !== undefined) {
    return { name: "revoke-invitation", id: readId("--revoke", String(revoke)) };
  }
  const [address, ...others] = positionals;
  if (others.length > 0) throw new UsageError("invite takes one address, or none.");
  if (address !== undefined && uses !== undefined) {
    throw new UsageError("--uses is for a link without an address: an address signs up once.");
  }
  return {
    name: "invite",
    // An empty address, such as that of a variable which isn't set, must not become a link for everyone.
    email: address === undefined ? null : readAddress(address),
    uses: readCount("--uses", textOf(uses) ?? "1", maxUses),
    expiresInSeconds: readExpiry("--expires", textOf(expires) ?? "7d"),
    note: readText("--note", textOf(note)),
  };
}

const textOf = (value: string | boolean | undefined) =>
  typeof value === "string" ? value : undefined;

function rejectNames([name]: string[]): void {
  if (name === undefined) return;
  throw new UsageError(
    `list takes options only. To look for a user: npm run users -- list --search ${name}`,
  );
}

function takeUser(name: string, [user, ...others]: string[]): string {
  if (user && others.length === 0) return user;
  throw new UsageError(`${name} takes one user: an id, a username or an e-mail address.`);
}
