import { hash } from 'node:crypto';
import { foldForSearch } from '../../../platform/i18n/fold.ts';
import { columnNames, requiredColumns } from './columns.ts';
import {
  readContractorStatus,
  readDate,
  readNumber,
  readPermitStatus,
  readPhone,
  readText,
  readYear,
  readYesNo,
} from './heal-cell.ts';
import { NumberTable } from './number-table.ts';
import type { Column } from './columns.ts';
import type { Cell } from './heal-cell.ts';
import type { Remark, WarnedCode } from './remarks.ts';

/** Values by column, in our form; `null` where the cell is empty, or the file has no such column. */
export type LineValues = Record<Column, string | null>;

/** A line that was read. What can only be seen in all lines together is seen later. */
export type JudgedLine = {
  line: number;
  outcome: 'accepted' | 'refused';
  values: LineValues;
  remarks: readonly Remark[];
  /** The first accepted line of its contractor: it gives the name. */
  firstOfContractor: boolean;
};

/** What judging needs beside the line. `words` are a city's own words for statuses. */
export type JudgeOptions = {
  places: ReadonlyMap<Column, number>;
  today: Temporal.PlainDate;
  date1904: boolean;
  words: Partial<Record<'contractor_status' | 'status', Record<string, string>>>;
};

/** Judges lines one after the other, and remembers of each permit and contractor what later lines are held against. */
export type Judge = {
  judge: (row: { line: number; cells: readonly string[] }) => JudgedLine;
  /** Permits that more than one accepted line is about. */
  repeated: () => { permitYear: string; permitNumber: string }[];
  /** Does any accepted line say that a contractor is suspended? */
  anySuspended: () => boolean;
};

/** As much of a cell as a remark repeats. */
const shownOfCell = 120;

const suspendedBit = 1;

const noRemarks: readonly Remark[] = [];

/** One shape for all lines: a million objects of many shapes take twice the time. */
function emptyLine(): LineValues {
  return {
    contractor_number: null,
    contractor_name: null,
    contractor_status: null,
    permit_number: null,
    permit_year: null,
    permit_type: null,
    location: null,
    utility_owner: null,
    issued_on: null,
    valid_from: null,
    valid_until: null,
    status: null,
    phone: null,
    reminders: null,
  };
}

/** Makes a judge for one file. */
export function openJudge(options: JudgeOptions): Judge {
  const { places, date1904 } = options;
  const today = options.today.toString();
  const thisYear = options.today.year;
  const permits = new NumberTable();
  const contractors = new NumberTable();
  const names = openNameHashes();
  const repeated = new Map<number, { permitYear: string; permitNumber: string }>();
  let anySuspended = false;

  const { contractor_status: contractorWords = {}, status: permitWords = {} } = options.words;
  const date = (raw: string) => readDate(raw, date1904);
  const readers: Record<Column, (raw: string) => Cell<string>> = {
    contractor_number: remembered(readNumber),
    contractor_name: remembered(readText),
    contractor_status: remembered((raw) => readContractorStatus(contractorWords[raw.trim()] ?? raw)),
    permit_number: readNumber,
    permit_year: remembered((raw) => readYear(raw, thisYear)),
    permit_type: remembered(readText),
    location: remembered(readText),
    utility_owner: remembered(readText),
    issued_on: remembered(date),
    valid_from: remembered(date),
    valid_until: remembered(date),
    status: remembered((raw) => readPermitStatus(permitWords[raw.trim()] ?? raw)),
    phone: readPhone,
    reminders: remembered(readYesNo),
  };
  const columns = columnNames.flatMap((column) => {
    const place = places.get(column);
    const required = requiredColumns.includes(column);
    return place === undefined ? [] : [{ column, place, required, read: readers[column] }];
  });

  const readLine = (
    cells: readonly string[],
  ): { values: LineValues; remarks: readonly Remark[]; refused: boolean } => {
    const values = emptyLine();
    let remarks = noRemarks;
    let refused = false;
    const remark = (each: Remark) => {
      remarks = [...remarks, each];
    };
    for (const { column, place, required, read } of columns) {
      const raw = cells[place] ?? '';
      const cell = read(raw);
      if (cell.ok && cell.value !== null && !cell.healed) {
        values[column] = cell.value;
        continue;
      }
      const from = raw.slice(0, shownOfCell).toWellFormed();
      if (!cell.ok) {
        if (cell.problem === 'unusable-phone')
          remark({ kind: 'warned', code: cell.problem, column, from, to: null });
        else {
          remark({ kind: 'refused', code: cell.problem, column, from, to: null });
          refused = true;
        }
      } else if (cell.value !== null) {
        values[column] = cell.value;
        remark({ kind: 'healed', code: 'healed', column, from, to: cell.value });
      } else if (required) {
        remark({ kind: 'refused', code: 'missing', column, from: null, to: null });
        refused = true;
      }
    }
    return { values, remarks, refused };
  };

  /** What the line says of its contractor, held against earlier lines. `true`: it is the contractor's first. */
  const meetContractor = (values: LineValues, warn: (code: WarnedCode, column: Column) => void): boolean => {
    const number = Number(values.contractor_number);
    const name = names(values.contractor_name ?? '');
    const suspended = values.contractor_status === 'suspended' ? suspendedBit : 0;
    if (suspended) anySuspended = true;
    const met = contractors.get(number);
    if (met === undefined) {
      contractors.set(number, name * 2 + suspended);
      return true;
    }
    if (Math.floor(met / 2) !== name) warn('names-differ', 'contractor_name');
    if (values.contractor_status !== null && met % 2 !== suspended)
      warn('contractor-statuses-differ', 'contractor_status');
    return false;
  };

  return {
    judge: ({ line, cells }) => {
      const read = readLine(cells);
      const { values } = read;
      let { remarks } = read;
      const { valid_from: from, valid_until: until } = values;
      const inverted = from !== null && until !== null && until < from;
      if (inverted)
        remarks = [
          ...remarks,
          { kind: 'refused', code: 'ends-before-it-begins', column: 'valid_until', from: until, to: from },
        ];
      if (inverted || read.refused)
        return { line, outcome: 'refused', values, remarks, firstOfContractor: false };

      const warn = (code: WarnedCode, column: Column, to: string | null = null) => {
        remarks = [...remarks, { kind: 'warned', code, column, from: values[column], to }];
      };
      if (values.status === 'expired' && until !== null && until >= today)
        warn('expired-by-status-only', 'status', until);
      const firstOfContractor = meetContractor(values, warn);

      const permit = Number(values.permit_year) * 1e10 + Number(values.permit_number);
      if (permits.get(permit) === undefined) permits.set(permit, line);
      else
        repeated.set(permit, {
          permitYear: values.permit_year ?? '',
          permitNumber: values.permit_number ?? '',
        });
      return { line, outcome: 'accepted', values, remarks, firstOfContractor };
    },
    repeated: () => [...repeated.values()],
    anySuspended: () => anySuspended,
  };
}

/** Cells of a column that are kept with what they were read as. */
const cellsKept = 5000;

/** Reads a cell that came before by looking it up: most columns say the same again and again. */
function remembered(read: (raw: string) => Cell<string>): (raw: string) => Cell<string> {
  const known = new Map<string, Cell<string>>();
  return (raw) => {
    const before = known.get(raw);
    if (before !== undefined) return before;
    const cell = read(raw);
    if (known.size >= cellsKept) known.clear();
    if (raw.length <= shownOfCell) known.set(raw, cell);
    return cell;
  };
}

/** Names that are kept with what they fold to: contractors have many permits, often one line after the other. */
const namesKept = 20_000;

/** A number of 48 bits for a name; names that differ in nothing but Arabic spelling have the same. */
function openNameHashes(): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= namesKept) known.clear();
    const number = Number.parseInt(hash('sha256', foldForSearch(name)).slice(0, 12), 16);
    known.set(name, number);
    return number;
  };
}
