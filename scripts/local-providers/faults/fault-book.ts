import { randomUUID } from "node:crypto";
import type { ProviderName } from "../clients";
import type { Endpoint, Fault, FaultOrder } from "./fault";

/** The faults that are waiting for a request. */
export class FaultBook {
  #waiting: { id: string; order: FaultOrder; left: number }[] = [];

  place(order: FaultOrder): string {
    const id = randomUUID();
    this.#waiting.push({ id, order, left: order.times ?? Number.POSITIVE_INFINITY });
    return id;
  }

  remove(id: string): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((entry) => entry.id !== id);
    return this.#waiting.length < before;
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault this request meets, if any; one for its account goes before one for everybody. */
  take(request: FaultedRequest): Fault | undefined {
    const matching = this.#waiting.filter(
      ({ order }) =>
        order.endpoint === request.endpoint &&
        (order.provider ?? request.provider) === request.provider &&
        (order.account ?? request.account) === request.account,
    );
    const entry = matching.find(({ order }) => order.account) ?? matching[0];
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left === 0) this.remove(entry.id);
    return entry.order.fault;
  }
}

export type FaultedRequest = {
  provider: ProviderName;
  endpoint: Endpoint;
  account?: string | undefined;
};
