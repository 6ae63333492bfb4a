/** What one goal came to. `value` and `goal` in `unit`; a goal without a bound is for information. */
export type Result = {
  work: string;
  unit: '×' | 'MB' | 's';
  value: number;
  /** At most, or at least, this much. */
  goal: { most: number } | { least: number } | null;
  /** What was measured, in words and numbers of this machine: they mean nothing on another. */
  measured: string;
};

/** Is the goal met? */
export function isMet({ value, goal }: Result): boolean {
  if (goal === null) return true;
  return 'most' in goal ? value <= goal.most : value >= goal.least;
}

/** A table for the terminal and for `latest.md`. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { goal, unit } = result;
    const bound = goal === null ? '' : `${'most' in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`} ${unit}`;
    const sign = goal === null ? '' : isMet(result) ? 'met' : 'MISSED';
    return [result.work, bound, `${result.value.toFixed(2)} ${unit}`, sign, result.measured];
  });
  const all = [['work', 'goal', 'reached', '', 'on this machine'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
