import type { Adapter, AdapterPayload } from "oidc-provider";

// Enough for several thousand sign-ins. The oldest entries are deleted first, long after their
// sign-in.
const maxEntries = 50_000;

/** Stores what oidc-provider persists in memory, separately for each provider. */
export function createMemoryAdapter(): (model: string) => Adapter {
  const entries = new Map<string, AdapterPayload>();
  const first = (model: string, matches: (payload: AdapterPayload) => boolean) =>
    [...entries].find(([key, payload]) => key.startsWith(`${model}:`) && matches(payload))?.[1];

  return (model) => ({
    async upsert(id, payload) {
      entries.set(`${model}:${id}`, payload);
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value ?? "");
    },
    async find(id) {
      return entries.get(`${model}:${id}`);
    },
    async findByUid(uid) {
      return first(model, (payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return first(model, (payload) => payload.userCode === userCode);
    },
    async consume(id) {
      const payload = entries.get(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, payload] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
