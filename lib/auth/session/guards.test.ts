import { expect, it, vi } from "vitest";
import type { CurrentUser } from "./current-user";

const redirected = vi.hoisted(() => vi.fn());
vi.mock("next/navigation", () => ({ redirect: redirected }));

const user = (facts: Partial<CurrentUser>) =>
  ({ newDeviceSecondsAgo: null, authenticatedSecondsAgo: 0, ...facts }) as CurrentUser;

/** The guards with this wait, imported anew: the environment is read once. */
async function guardsWith(wait: string) {
  vi.stubEnv("NEW_DEVICE_WAIT", wait);
  vi.resetModules();
  redirected.mockClear();
  return import("./guards");
}

it.each([
  ["24h", null, true],
  ["24h", 86_399, false],
  ["24h", 86_400, true],
  ["1s", 0.5, false],
  ["1s", 1, true],
  ["0", 0, true],
])(
  "with a wait of %s, a session opened on a new device %s seconds ago may act: %j",
  async (wait, newDeviceSecondsAgo, mayAct) => {
    const { isKnownDevice, requireKnownDevice } = await guardsWith(wait);
    expect(isKnownDevice({ newDeviceSecondsAgo })).toBe(mayAct);
    requireKnownDevice(user({ newDeviceSecondsAgo }), "/keys?id=1");
    const to = [["/account/wait?returnTo=%2Fkeys%3Fid%3D1"]];
    expect(redirected.mock.calls).toEqual(mayAct ? [] : to);
  },
);

it.each([
  [300, true],
  [301, false],
])("a session that was confirmed %i seconds ago is fresh: %j", async (seconds, isFresh) => {
  const { requireFresh } = await guardsWith("24h");
  requireFresh(user({ authenticatedSecondsAgo: seconds }), "/keys");
  const to = [["/account/confirm?returnTo=%2Fkeys"]];
  expect(redirected.mock.calls).toEqual(isFresh ? [] : to);
});
