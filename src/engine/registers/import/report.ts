import { openTable } from '../../../platform/tables/open-table.ts';
import { writeTable } from '../../../platform/tables/write-table.ts';
import { sayRemark } from './remarks.ts';
import type { Column } from './columns.ts';
import type { ImportReport } from './import-register.ts';
import type { Remark } from './remarks.ts';
import type { ReportedLine } from './staged.store.ts';

/** The values of a line that its report repeats: who, which permit, until when, and the phone. */
const told = [
  'contractor_number',
  'contractor_name',
  'permit_number',
  'permit_year',
  'valid_until',
  'phone',
] as const satisfies readonly Column[];

/** What a line would do: bring a new permit, change one, or nothing. */
function changeOf(line: ReportedLine): 'new' | 'changed' | 'unchanged' {
  if (line.changes === null) return 'new';
  return Object.keys(line.changes).length > 0 ? 'changed' : 'unchanged';
}

/** One line of the report as JSON. `healed` and `warned` are columns of `values`; `reasons` has every column. */
function jsonLine(line: ReportedLine): object {
  const { line: number, outcome, remarks } = line;
  const columns = (kind: Remark['kind']) =>
    told.filter((column) => remarks.some((each) => each.kind === kind && each.column === column));
  const reasons = remarks.map((remark) => ({
    ...remark,
    ar: sayRemark(remark, 'ar'),
    en: sayRemark(remark, 'en'),
  }));
  if (outcome === 'duplicate') return { line: number, outcome, of: line.duplicateOf };
  if (outcome === 'refused') {
    const first = remarks.find((each) => each.kind === 'refused');
    return { line: number, outcome, healed: [], warned: [], column: first?.column, reasons };
  }
  const change = changeOf(line);
  return {
    line: number,
    outcome,
    healed: columns('healed'),
    warned: columns('warned'),
    values: Object.fromEntries(told.map((column) => [column, line.values[column]])),
    change,
    ...(change === 'changed' && { changes: line.changes }),
    reasons,
  };
}

/** The report as JSON, in pieces, so that a million lines need no memory. */
export async function* jsonReport(report: ImportReport): AsyncGenerator<string> {
  const { importId, counts, lines, missing, ...file } = report;
  const { rows, accepted, duplicate, refused, healed, warned, ...difference } = counts;
  const head = {
    rows,
    accepted,
    duplicate,
    refused,
    healed,
    warned,
    import: importId,
    ...file,
    difference,
    missing: missing.map((each) => ({ permit_number: each.permitNumber, permit_year: each.permitYear })),
  };
  yield `${JSON.stringify(head, null, 1).slice(0, -2)},\n "lines": [`;
  let first = true;
  for await (const batch of lines({ notableOnly: false })) {
    let text = '';
    for (const line of batch) {
      text += `${first ? '' : ','}\n  ${JSON.stringify(jsonLine(line))}`;
      first = false;
    }
    yield text;
  }
  yield '\n ]\n}\n';
}

const outcomeWords: Record<ReportedLine['outcome'] | 'changed', string> = {
  accepted: 'مقبول · accepted',
  changed: 'تغيير · changed',
  duplicate: 'مكرر · duplicate',
  refused: 'مرفوض · refused',
};

/**
 * Saves the lines about which there is something to say as a table, each with the reasons in both languages and the
 * original line beside them; the kind follows from the name: `.xlsx`, or else CSV. Reads the file once more.
 */
export async function saveReport(report: ImportReport, source: string, target: string): Promise<void> {
  const table = await openTable(source, {
    ...(report.encoding && { encoding: report.encoding }),
    ...(report.delimiter && { delimiter: report.delimiter }),
  });
  try {
    const header = ['السطر · line', 'النتيجة · outcome', 'السبب', 'reason', ...table.header];
    await writeTable(
      target,
      target.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv',
      header,
      reportRows(report, table.rows()),
      { rightToLeft: true },
    );
  } finally {
    await table.close();
  }
}

/** The lines of the report with those of the file: both are in the order of their numbers. */
async function* reportRows(
  report: ImportReport,
  batches: AsyncIterable<readonly { line: number; cells: string[] }[]>,
): AsyncGenerator<string[][]> {
  const lines = flatten(report.lines({ notableOnly: true }));
  let next = await lines.next();
  for await (const batch of batches) {
    const rows: string[][] = [];
    for (const { line, cells } of batch) {
      if (next.done === true) break;
      if (next.value.line !== line) continue;
      rows.push([...reportCells(next.value), ...cells]);
      next = await lines.next();
    }
    if (rows.length > 0) yield rows;
    if (next.done === true) return;
  }
}

function reportCells(line: ReportedLine): string[] {
  const isChanged = line.outcome === 'accepted' && changeOf(line) === 'changed';
  const changes = Object.entries(isChanged ? (line.changes ?? {}) : {}).map(
    ([field, [was, now]]) => `${field}: ${was ?? '–'} ← ${now ?? '–'}`,
  );
  const duplicate = (words: string) => (line.duplicateOf === null ? [] : [`${words} ${line.duplicateOf}`]);
  const say = (lang: 'ar' | 'en') =>
    line.remarks.map((remark) => `${remark.column}: ${sayRemark(remark, lang)}`);
  return [
    String(line.line),
    outcomeWords[isChanged ? 'changed' : line.outcome],
    [...say('ar'), ...duplicate('هو نفسه السطر'), ...changes].join(' | '),
    [...say('en'), ...duplicate('the same as line'), ...changes.map((each) => each.replace('←', '→'))].join(
      ' | ',
    ),
  ];
}

async function* flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}
