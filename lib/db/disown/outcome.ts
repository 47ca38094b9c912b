/** What a disowned session changed. `provider` is set for accounts. */
export type Change = {
  what: "connected" | "disconnected" | "address" | "username" | "name" | "picture";
  provider?: string;
};

/** Something that a disowned session did and that stays as it is. */
export type KeptChange = { provider?: string } & (
  | { what: "disconnected"; why: "of-another" }
  | { what: "address" | "username" | "name" | "picture"; why: "taken" | "changed-since" }
  /** What the session replaced is gone. */
  | { what: "picture"; why: "deleted" }
  /** The secret that sealed what undoes it is gone. */
  | { what: "disconnected" | "address" | "profile"; why: "unreadable" }
  | { what: "exported" | "sessions-ended" | "device-forgotten"; why: "lasting" }
);

/** What became of the changes of a disowned session. */
export type UndoOutcome = { undone: Change[]; kept: KeptChange[] };

export function joinOutcomes(outcomes: UndoOutcome[]): UndoOutcome {
  return {
    undone: distinct(outcomes.flatMap(({ undone }) => undone)),
    kept: distinct(outcomes.flatMap(({ kept }) => kept)),
  };
}

function distinct<Item extends object>(items: Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
