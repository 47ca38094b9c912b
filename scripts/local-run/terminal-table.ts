/** Formats rows of two columns, the first as wide as its longest label. Texts may be multi-line. */
export function terminalTable(rows: [label: string, text: string][]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .map(([label, text]) => {
      const [first, ...rest] = text.split("\n");
      return [
        `  ${label.padEnd(width)}   ${first}`,
        ...rest.map((line) => `  ${" ".repeat(width)}   ${line}`),
      ].join("\n");
    })
    .join("\n");
}
