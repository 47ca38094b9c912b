"use server";

type Values = {
  date: Date;
  map: Map<string, number>;
  set: Set<string>;
  big: bigint;
  bytes: Uint8Array;
  file: File;
  nested: { list: (number | undefined)[] };
};

/** Says what has arrived of each type of argument that React supports. */
export async function describeValues(values: Values, more: FormData): Promise<string> {
  const { date, map, set, big, bytes, file, nested } = values;
  return [
    date.toISOString(),
    map.get("a"),
    [...set].join(""),
    big,
    bytes.join(),
    `${file.name} ${await file.text()}`,
    nested.list.length,
    String(more.get("field")),
  ].join(" | ");
}
