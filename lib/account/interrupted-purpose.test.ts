import { expect, it } from "vitest";
import { interruptedPurpose } from "./interrupted-purpose";

it.each([
  ["/account", "changeAddress"],
  ["/account/data", "download"],
  ["/account/data/delete", "delete"],
  ["/account/connections/disconnect?account=1", "disconnect"],
  ["/account/connections/offer", "connectOffered"],
  ["/account/sessions/others?session=1", "signOutDevices"],
  ["/account/sessions/ended?provider=google", "signOutDevices"],
] as const)("knows what is done on %s", (returnTo, purpose) => {
  expect(interruptedPurpose(returnTo)).toBe(purpose);
});

it.each(["/", "/orders", "/account/sessions", "/account/data/export", "", "?", "/constructor"])(
  "doesn't guess what is done on “%s”",
  (returnTo) => {
    expect(interruptedPurpose(returnTo)).toBe("continue");
  },
);
