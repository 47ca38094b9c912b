import { expect, it } from "vitest";
import { pageAbove } from "./account-navigation";

it.each([
  ["/account", "/account"],
  ["/account/data", "/account/data"],
  ["/account/data/delete", "/account/data"],
  ["/account/connections?connect=github", "/account/connections"],
  ["/account/sessions/others?session=1", "/account/sessions"],
  ["/account/datasets", "/account"],
  ["/orders", "/account"],
  ["", "/account"],
])("knows the page above “%s”", (path, above) => {
  expect(pageAbove(path)).toBe(above);
});
