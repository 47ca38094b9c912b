/** The progress of a fill: users first, then indexes, then statistics for the planner. */
export type Progress = { what: "users" | "indexes" | "statistics"; done: number; total: number };

export type OnProgress = (progress: Progress) => void;
