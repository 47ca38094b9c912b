import { describe, expect, it } from "vitest";
import { ipNetwork } from "./ip-network";
import { placeDifference } from "./place";

const firefox140 =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const firefox141 = firefox140.replaceAll("140.0", "141.0");
const firefoxOnLinux = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";

describe("a place differs from where a session was opened", () => {
  const opened = { userAgent: firefox140, ip: "192.0.2.7" };

  it.each([
    ["in nothing, at the same address and browser", opened, null],
    ["in nothing, in a newer version", { ...opened, userAgent: firefox141 }, null],
    ["in nothing, elsewhere in its /24", { ...opened, ip: "192.0.2.250" }, null],
    ["in nothing that isn't known", { ...opened, ip: null }, null],
    ["by its /24", { ...opened, ip: "192.0.3.7" }, "network"],
    ["by the version of IP", { ...opened, ip: "2001:db8::1" }, "network"],
    ["by its browser", { ...opened, userAgent: chrome }, "browser"],
    ["by its system", { ...opened, userAgent: firefoxOnLinux }, "browser"],
    ["by a name that is missing", { ...opened, userAgent: null }, "browser"],
    ["by both", { userAgent: "curl/8.5.0", ip: "198.51.100.7" }, "network, browser"],
  ])("%s", (_, here, difference) => {
    expect(placeDifference(opened, here)).toBe(difference);
  });

  it("in nothing, if it isn't known where the session was opened", () => {
    expect(placeDifference({ userAgent: null, ip: null }, opened)).toBeNull();
  });
});

it.each([
  ["192.0.2.7", "192.0.2.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:0DB8:0001:ffff::1", "2001:db8:1::/48"],
  ["2001:db8::1", "2001:db8:0::/48"],
  ["::ffff:1:2", "0:0:0::/48"],
  ["127.0.0.1", "loopback"],
  ["127.8.8.8", "loopback"],
  ["::1", "loopback"],
])("the network of %s is %s", (ip, network) => {
  expect(ipNetwork(ip)).toBe(network);
});
