/** How far a fill is: people first, then what finds them, then what the planner knows of them. */
export type Progress = { what: "people" | "indexes" | "statistics"; done: number; total: number };

export type OnProgress = (progress: Progress) => void;
