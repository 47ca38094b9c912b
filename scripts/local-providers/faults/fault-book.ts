import { randomUUID } from "node:crypto";
import type { ProviderName } from "../clients";
import type { Endpoint, Fault, FaultOrder } from "./fault";

/** The faults placed for future requests. */
export class FaultBook {
  #placed: { id: string; order: FaultOrder; left: number }[] = [];

  place(order: FaultOrder): string {
    const id = randomUUID();
    this.#placed.push({ id, order, left: order.times ?? Number.POSITIVE_INFINITY });
    return id;
  }

  remove(id: string): boolean {
    const before = this.#placed.length;
    this.#placed = this.#placed.filter((entry) => entry.id !== id);
    return this.#placed.length < before;
  }

  clear(): void {
    this.#placed = [];
  }

  /** Takes the fault for this request, if any; one for its account before one for all accounts. */
  take(request: FaultedRequest): Fault | undefined {
    const matching = this.#placed.filter(
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
