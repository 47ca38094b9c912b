import { describe, expect, it } from "vitest";
import { clientEntry, parseIp } from "./client-ip";

const clientIp = (forwardedFor: string | null, hops: number) =>
  parseIp(clientEntry(forwardedFor, hops));
const socket = "192.0.2.1";
const client = "198.51.100.7";
const forged = "203.0.113.66";

describe("a visitor's address", () => {
  it.each([
    ["without a proxy is the socket's", socket, 0, socket],
    [
      "without a proxy is the socket's, whatever the client claims",
      `${forged}, ${socket}`,
      0,
      socket,
    ],
    ["behind one proxy is what that one saw", `${client}, ${socket}`, 1, client],
    [
      "behind one proxy is not what the client claims",
      `${forged}, ${client}, ${socket}`,
      1,
      client,
    ],
    [
      "behind two proxies is what the outer one saw",
      `${forged}, ${client}, 10.0.0.2, ${socket}`,
      2,
      client,
    ],
    [
      "is found in a list of a thousand forged entries",
      `${`${forged}, `.repeat(1000)}${socket}`,
      0,
      socket,
    ],
    ["is found behind empty entries", `,,, ,${client},${socket}`, 1, client],
    ["is found without spaces and with several", `${forged},${client}  ,   ${socket}  `, 1, client],
    [
      "is the same on every connection, though a proxy adds the port",
      `${client}:52311, ::1`,
      1,
      client,
    ],
    ["may be IPv6", "2001:db8::7, ::1", 1, "2001:db8::7"],
    ["has no brackets", "[2001:db8::7], ::1", 1, "2001:db8::7"],
    ["has neither brackets nor port", "[2001:db8::7]:52311, ::1", 1, "2001:db8::7"],
    ["has no zone", "fe80::1%eth0, ::1", 1, "fe80::1"],
    ["has no zone in brackets either", "[fe80::1%25eth0]:80, ::1", 1, "fe80::1"],
    ["is IPv4 where Node wrote it as IPv6", `::ffff:${client}`, 0, client],
    ["is IPv4 in capitals too", `::FFFF:${client}`, 0, client],
  ])("%s", (_, header, hops, address) => {
    expect(clientIp(header, hops)).toBe(address);
  });

  it.each([
    ["there is no list", null, 0],
    ["the list is empty", "", 0],
    ["the list is shorter than our own proxies would have made it", socket, 1],
    ["the list is far too short", `${client}, ${socket}`, 10],
    ["the entry is empty", `, ${socket}`, 1],
    ["the entry is markup", `<script>alert(1)</script>, ${socket}`, 1],
    ["the entry is a name", `localhost, ${socket}`, 1],
    ["the entry is unknown", `unknown, ${socket}`, 1],
    ["the entry has brackets that don't match", `[2001:db8::7, ${socket}`, 1],
    ["the entry has two ports", `${client}:1:2, ${socket}`, 1],
    ["the entry is SQL", `1' or '1'='1, ${socket}`, 1],
    ["the entry has a line break", `${client}\r\nx: y, ${socket}`, 1],
    ["the entry is huge", `${"1".repeat(100_000)}, ${socket}`, 1],
  ])("is not known when %s", (_, header, hops) => {
    expect(clientIp(header, hops)).toBeNull();
  });
});

describe("an address", () => {
  it.each([
    undefined,
    null,
    "",
    " ",
    "a",
    "dead",
    "....",
    "g::1",
    "1.2.3",
    "192.000.002.001",
    "192.0.2.1 ",
    "é",
  ])("is not %j", (entry) => {
    expect(parseIp(entry)).toBeNull();
  });

  it.each(["::1", "192.0.2.1", "2001:db8::7", "2001:0db8:0000:0000:0000:0000:192.0.2.1"])(
    "is %j",
    (entry) => {
      expect(parseIp(entry)).toBe(entry);
    },
  );
});
