import { describe, expect, it } from "vitest";
import { readField, readId, typedLine } from "./form-field";

function form(...fields: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}
const id = "0b2cf5b4-6d1c-4b58-9d53-4c7a1d9e0f11";

describe("a form field", () => {
  it("is its text", () => {
    expect(readField(form(["a", "1"], ["b", "2"]), "a")).toBe("1");
    expect(readField(form(["a", ""]), "a")).toBe("");
  });

  it.each([
    ["missing", form()],
    ["doubled", form(["a", "1"], ["a", "1"])],
    ["a file", form(["a", new Blob(["1"])])],
    ["huge", form(["a", "1".repeat(2049)])],
  ])("is null when it is %s", (_, data) => {
    expect(readField(data, "a")).toBeNull();
  });

  it.each([undefined, null, "a", ["a"], { a: "1" }, { getAll: 1 }])("is null in %j", (made) => {
    expect(readField(made as unknown as FormData, "a")).toBeNull();
    expect(readId(made as unknown as FormData, "a")).toBeNull();
  });

  it("accepts only an id as the name of a row", () => {
    expect(readId(form(["a", id]), "a")).toBe(id);
    for (const value of [
      "",
      "1",
      `${id} `,
      `${id}\u0000`,
      id.toUpperCase(),
      `${id},${id}`,
      "' or 1",
    ]) {
      expect(readId(form(["a", value]), "a")).toBeNull();
    }
  });
});

describe("a typed line", () => {
  it.each([
    [" Ada  Lovelace ", "Ada  Lovelace"],
    ["Ada\r\nLovelace\0", "Ada Lovelace"],
    ["👩‍🔬".repeat(3), "👩‍🔬".repeat(3)],
    ["", ""],
  ])("%j is read as %j", (typed, line) => {
    expect(typedLine(13).parse(typed)).toBe(line);
  });

  it.each([null, undefined, 1, "fourteen chars"])("rejects %j", (typed) => {
    expect(typedLine(13).safeParse(typed).success).toBe(false);
  });
});
