/** What the operator asked for. `user` is what they typed: an id, a username or an address. */
export type Command =
  | ({ name: "list" } & ListOptions)
  | UserCommand
  | { name: "role"; user: string; role: string }
  | { name: "suspend"; user: string; until: Date | null; reason: string | null }
  | {
      name: "invite";
      email: string | null;
      uses: number;
      expiresInSeconds: number;
      note: string | null;
    }
  | { name: "list-invitations"; limit: number }
  | { name: "revoke-invitation"; id: string };

/** Commands that take nothing but a user. */
export type OnlyUser = "show" | "restore" | "approve" | "end-sessions" | "delete" | "recover";

type UserCommand = { [Name in OnlyUser]: { name: Name; user: string } }[OnlyUser];

type ListOptions = {
  role: string | undefined;
  isSuspended: boolean;
  isWaiting: boolean;
  search: string | undefined;
  limit: number;
  before: string | null;
};

/** The command of this name. */
export type CommandOf<Name extends Command["name"]> = Extract<Command, { name: Name }>;

/** What a command found or did: for programs, and in words for people. */
export type Outcome = {
  json: Record<string, unknown>;
  text: string;
  /** What the operator may not expect. */
  warnings?: string[];
};
