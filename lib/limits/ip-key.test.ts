import { describe, expect, it } from "vitest";
import { ipKey } from "./ip-key";

describe("the key that an IP address is counted under", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::ffff", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:1::", "2001:db8:0:1::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ])("%s is %s", (ip, key) => {
    expect(ipKey(ip)).toBe(key);
  });

  it("is the same for every IP address of a network, and differs in the next network", () => {
    const keys = ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"].map(ipKey);
    expect(new Set(keys).size).toBe(1);
    expect(ipKey("2001:db8:1:3::1")).not.toBe(keys[0]);
  });
});
