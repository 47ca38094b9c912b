import { burst } from "../scripts/load/burst";
import type { RunningApp } from "./bench-app";
import type { BenchDatabase } from "./bench-database";
import { cpuMilliseconds, residentMegabytes } from "./process-cost";

/** Work that several apps do in turn, to compare its cost. */
export type Measure = {
  name: string;
  /** Repetitions in one turn. */
  times: number;
  subjects: { name: string; app: RunningApp; work: () => Promise<void> }[];
};

/** What one subject's turns cost: CPU milliseconds per repetition, of the app and of Postgres. */
export type Cost = { app: number[]; postgres: number[]; residentMegabytes: number[] };

/** Keyed by the names of the measure and the subject. */
export type Costs = Map<string, Map<string, Cost>>;

/** Concurrent clients. More would only queue on a machine with two cores. */
export const clients = 8;

export type Rounds = { warmUps: number; counted: number };

/** V8 keeps compiling hot code until about seven hundred sign-ins: three rounds. */
export const usualRounds: Rounds = { warmUps: 3, counted: 5 };

/** Gives every subject a turn in each round, so that other load on the machine affects them all. */
export async function measureCosts(
  measures: Measure[],
  database: BenchDatabase,
  { warmUps, counted }: Rounds,
): Promise<Costs> {
  const costs: Costs = new Map();
  for (const { name, times, subjects } of measures) {
    const bySubject = new Map(subjects.map((subject) => [subject.name, newCost()]));
    costs.set(name, bySubject);
    for (let turn = 0; turn < warmUps + counted; turn += 1) {
      const round = turn - warmUps + 1;
      console.log(`${name}: ${round > 0 ? `round ${round} of ${counted}` : "warming up"} …`);
      // Postgres's leftover work counts for the next subject, so the order rotates with each round.
      const first = turn % subjects.length;
      for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
        const { app, postgres } = await takeTurn(subject, times, database);
        const cost = bySubject.get(subject.name);
        if (round < 1 || !cost) continue;
        cost.app.push(app);
        cost.postgres.push(postgres);
        cost.residentMegabytes.push(await residentMegabytes(subject.app.pid));
      }
    }
  }
  return costs;
}

function newCost(): Cost {
  return { app: [], postgres: [], residentMegabytes: [] };
}

async function takeTurn(
  { app, work }: Measure["subjects"][number],
  times: number,
  database: BenchDatabase,
): Promise<{ app: number; postgres: number }> {
  const pids = [app.pid, database.pid];
  const before = await Promise.all(pids.map(cpuMilliseconds));
  await burst(times, clients, work);
  const after = await Promise.all(pids.map(cpuMilliseconds));
  const [ofApp = 0, ofPostgres = 0] = after.map((used, at) => (used - (before[at] ?? 0)) / times);
  return { app: ofApp, postgres: ofPostgres };
}
