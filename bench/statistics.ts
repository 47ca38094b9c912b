export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[middle],
  ];
  return (low + high) / 2;
}

/** The ratio within each turn, for two series measured in turns. */
export function ratios(numbers: number[], base: number[]): number[] {
  return numbers.map((number, turn) => number / (base[turn] ?? Number.NaN));
}
