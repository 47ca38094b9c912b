import { describe, expect, it } from "vitest";
import { readFields, readQuery } from "./request-fields";

const urlencoded = "application/x-www-form-urlencoded";
const boundary = "b0undary";
const multipartType = `multipart/form-data; boundary=${boundary}`;

/** A part of a multipart body, as a browser writes it. */
const part = (disposition: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
const multipart = (...parts: string[]) => `${parts.join("")}--${boundary}--\r\n`;

function post(body: BodyInit | null, contentType?: string): Request {
  const headers = contentType === undefined ? undefined : { "content-type": contentType };
  return new Request("http://localhost:3000/", { method: "POST", body, headers });
}

async function fieldsOf(body: BodyInit | null, contentType?: string) {
  const fields = await readFields(post(body, contentType));
  return typeof fields === "string" ? fields : Object.fromEntries(fields);
}

describe("the fields of a request", () => {
  it.each([
    ["a form", "callbackUrl=%2Faccount&a=b+c", urlencoded],
    ["a form in UTF-8", "callbackUrl=%2Faccount&a=b+c", `${urlencoded};charset=UTF-8`],
    [
      "a multipart form",
      multipart(part('name="callbackUrl"', "/account"), part('name="a"', "b c")),
      multipartType,
    ],
    ["JSON", '{"callbackUrl":"/account","a":"b c"}', "application/json"],
    ["JSON in UTF-8", ' {"callbackUrl":"/account","a":"b c"}', "Application/JSON; charset=utf-8"],
  ])("are read from %s", async (_, body, contentType) => {
    expect(await fieldsOf(body, contentType)).toEqual({ callbackUrl: "/account", a: "b c" });
  });

  it.each([urlencoded, "application/json", multipartType, "text/plain", undefined])(
    "are none without a body: %s",
    async (contentType) => {
      expect(await fieldsOf(null, contentType)).toEqual({});
      expect(await fieldsOf("", contentType)).toEqual({});
    },
  );

  it("are none of an empty JSON object", async () => {
    expect(await fieldsOf("{}", "application/json")).toEqual({});
  });

  it("leave out JSON's true, false and null", async () => {
    const json = '{"callbackUrl":"/account","redirect":false,"json":true,"more":null}';
    expect(await fieldsOf(json, "application/json")).toEqual({ callbackUrl: "/account" });
  });

  it.each([
    ["a doubled field", "a=1&a=1", urlencoded],
    ["a doubled field in percent-encoding", "a=1&%61=2", urlencoded],
    [
      "a doubled multipart field",
      multipart(part('name="a"', "1"), part('name="a"', "2")),
      multipartType,
    ],
    ["a file", multipart(part('name="a"; filename="a.txt"', "1")), multipartType],
    ["an empty file", multipart(part('name="a"; filename=""', "")), multipartType],
    ["a multipart body without its end", part('name="a"', "1"), multipartType],
    [
      "a multipart body without a boundary",
      multipart(part('name="a"', "1")),
      "multipart/form-data",
    ],
    ["a multipart body that is none", "a=1", multipartType],
    ["a JSON array", '["a"]', "application/json"],
    ["a JSON array of pairs", '[["a","1"]]', "application/json"],
    ["an empty JSON array", "[]", "application/json"],
    ["a JSON text", '"a"', "application/json"],
    ["a JSON number", "1", "application/json"],
    ["JSON null", "null", "application/json"],
    ["a nested JSON object", '{"a":{"b":"c"}}', "application/json"],
    ["a JSON list of values", '{"a":["b"]}', "application/json"],
    ["a JSON value that is a number", '{"a":1}', "application/json"],
    ["garbled JSON", '{"a":"b"', "application/json"],
    ["a form that claims to be JSON", "a=1", "application/json"],
    ["JSON that claims to be text", '{"a":"b"}', "text/plain"],
    ["JSON of another type", '{"a":"b"}', "application/jsonp"],
    ["bytes of unknown type", "a=1", "application/octet-stream"],
    ["no content type", new Blob(["a=1"]), undefined],
  ])("are unreadable with %s", async (_, body, contentType) => {
    expect(await fieldsOf(body, contentType)).toBe("unreadable");
  });

  it("are unreadable if the body breaks off", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    const init = { method: "POST", body, duplex: "half", headers: { "content-type": urlencoded } };
    expect(await readFields(new Request("http://localhost:3000/", init as RequestInit))).toBe(
      "unreadable",
    );
  });

  it("may have 2048 characters each, and no more", async () => {
    const value = "x".repeat(2048);
    for (const [body, contentType] of [
      [(text: string) => `a=${text}`, urlencoded],
      [(text: string) => JSON.stringify({ a: text }), "application/json"],
    ] as const) {
      expect(await fieldsOf(body(value), contentType)).toEqual({ a: value });
      expect(await fieldsOf(body(`${value}x`), contentType)).toBe("too-large");
    }
  });

  it("may have 16 kB together, and no more", async () => {
    const fields = Array.from({ length: 8 }, (_, index) => `${index}=${"x".repeat(2045)}`);
    const body = `${fields.join("&")}&`;
    expect(body).toHaveLength(16 * 1024);
    expect(await fieldsOf(body, urlencoded)).toMatchObject({ 7: "x".repeat(2045) });
    expect(await fieldsOf(`${body}&`, urlencoded)).toBe("too-large");
    // Whatever it says it is, it is not parsed.
    expect(await fieldsOf("{".repeat(16 * 1024 + 1), "application/json")).toBe("too-large");
  });

  it.each(["__proto__", "constructor", "toString"])("can be named %s", async (name) => {
    for (const [body, contentType] of [
      [`${name}=1`, urlencoded],
      [`{"${name}":"1"}`, "application/json"],
    ] as const) {
      const fields = await readFields(post(body, contentType));
      expect(fields).toEqual(new Map([[name, "1"]]));
    }
    expect(await readFields(post("a=1", urlencoded))).toEqual(new Map([["a", "1"]]));
  });
});

describe("the parameters of a query", () => {
  it("are read like fields", () => {
    expect(readQuery("")).toEqual(new Map());
    expect(readQuery("?prompt=login&login_hint=a%40b.example")).toEqual(
      new Map([
        ["prompt", "login"],
        ["login_hint", "a@b.example"],
      ]),
    );
  });

  it("are unreadable if one is repeated, and too large beyond 2048 characters", () => {
    expect(readQuery("?prompt=login&prompt=login")).toBe("unreadable");
    expect(readQuery(`?login_hint=${"x".repeat(2049)}`)).toBe("too-large");
  });
});
