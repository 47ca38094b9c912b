import { expect, it } from "vitest";
import { errorParameters } from "./error-response";

const shown = (query: Record<string, string>) =>
  errorParameters(new URLSearchParams(query)).map(({ value }) => value);

it("shows every parameter whose name begins with error, and no other", () => {
  const query = new URLSearchParams({
    error: "access_denied",
    error_description: "The user <b>said</b> no.",
    error_uri: "https://example.com/why",
    error_subtype: "cancelled",
    state: "s3cret-state",
    code: "s3cret-code",
    iss: "https://accounts.google.com",
    an_error: "no",
  });
  expect(errorParameters(query)).toEqual([
    { name: "error", value: "access_denied" },
    { name: "error_description", value: "The user <b>said</b> no." },
    { name: "error_uri", value: "https://example.com/why" },
    { name: "error_subtype", value: "cancelled" },
  ]);
});

it("cuts long values between characters, and shows that it did", () => {
  expect(shown({ error: "a".repeat(200) })).toEqual(["a".repeat(200)]);
  expect(shown({ error: "a".repeat(201) })).toEqual([`${"a".repeat(200)}…`]);
  expect(shown({ error: `a${"😀".repeat(5000)}` })).toEqual([`a${"😀".repeat(199)}…`]);
});

it("replaces control characters with spaces", () => {
  expect(shown({ error: "a\r\nb\u0000c\u001b[31md\u0085e" })).toEqual(["a b c [31md e"]);
});

it("shows at most six, with long names cut", () => {
  const many = Array.from({ length: 500 }, (_, index) => [`error_${index}_${"x".repeat(90)}`, "v"]);
  const parameters = errorParameters(new URLSearchParams(many));
  expect(parameters).toHaveLength(6);
  for (const { name } of parameters) expect(name).toHaveLength(41);
});

it("fits in a cookie, whatever the script", () => {
  const long = Array.from({ length: 6 }, (_, index) => [`error_${index}`, "😀".repeat(500)]);
  const parameters = errorParameters(new URLSearchParams(long));
  expect(Buffer.byteLength(JSON.stringify(parameters))).toBeLessThan(2500);
  expect(parameters.length).toBeGreaterThan(0);
});
