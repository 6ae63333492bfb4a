import { foldForSearch } from '../../../platform/i18n/fold.ts';

/** The columns that an import knows, in the order in which a line is judged and exported. */
export const columnNames = [
  'contractor_number',
  'contractor_name',
  'contractor_status',
  'permit_number',
  'permit_year',
  'permit_type',
  'location',
  'utility_owner',
  'issued_on',
  'valid_from',
  'valid_until',
  'status',
  'phone',
  'reminders',
] as const;

/** One of the columns that an import knows. */
export type Column = (typeof columnNames)[number];

/** The header of each column in a city's file. English headers are the names themselves. */
export const arabicHeaders: Readonly<Record<Column, string>> = {
  contractor_number: 'رقم المقاول',
  contractor_name: 'اسم المقاول',
  contractor_status: 'حالة المقاول',
  permit_number: 'رقم التصريح',
  permit_year: 'سنة التصريح',
  permit_type: 'نوع التصريح',
  location: 'الموقع',
  utility_owner: 'الجهة المالكة',
  issued_on: 'تاريخ الإصدار',
  valid_from: 'ساري من',
  valid_until: 'ساري حتى',
  status: 'حالة التصريح',
  phone: 'رقم الهاتف',
  reminders: 'موافقة التذكير',
};

/** Without these a line says nothing. */
export const requiredColumns: readonly Column[] = [
  'contractor_number',
  'contractor_name',
  'permit_number',
  'permit_year',
  'valid_until',
];

/** What the headers of a file mean: the place of each column that is there, and the headers that mean nothing to us. */
export type Headers = {
  places: ReadonlyMap<Column, number>;
  ignored: string[];
};

/** Why a file's headers will not do. */
export type HeaderProblem =
  | { code: 'column-missing'; columns: Column[] }
  | { code: 'column-twice'; column: Column }
  | { code: 'mapped-header-missing'; header: string };

/** The form in which headers are compared: folded as names are, with one sort of gap between words. */
function plain(header: string): string {
  return foldForSearch(header)
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

const known: ReadonlyMap<string, Column> = new Map(
  columnNames.flatMap((column) => [
    [plain(column), column] as const,
    [plain(arabicHeaders[column]), column] as const,
  ]),
);

/** The column of ours that a header stands for: the city's own headers go before the names that we know. */
function columnOf(text: string, mapping: Mapped, own: ReadonlyMap<string, Column>): Column | undefined {
  const ours = known.get(plain(text));
  // A column that the mapping finds elsewhere is not also looked for by its usual name.
  return own.get(plain(text)) ?? (ours !== undefined && mapping[ours] === undefined ? ours : undefined);
}

type Mapped = Partial<Record<Column, string>>;

/** The headers that a mapping names. An empty one names none. */
function ownHeaders(mapping: Mapped): Map<string, Column> {
  const named = columnNames.flatMap((column) => {
    const wanted = mapping[column];
    return wanted === undefined || wanted === '' ? [] : [[plain(wanted), column] as const];
  });
  return new Map(named);
}

/** Where each column is first found among the headers, whether they will do or not. */
export function findColumns(header: readonly string[], mapping: Mapped = {}): Map<Column, number> {
  const own = ownHeaders(mapping);
  const places = new Map<Column, number>();
  for (const [place, text] of header.entries()) {
    const column = columnOf(text, mapping, own);
    if (column !== undefined && !places.has(column)) places.set(column, place);
  }
  return places;
}

/**
 * Reads a file's headers, in any order, in Arabic or English. `mapping` gives headers of the city's own for columns;
 * it goes before the names that we know. An empty one: the file's column is not to be used, whatever it is called.
 */
export function readHeaders(
  header: readonly string[],
  mapping: Mapped = {},
): { ok: true; headers: Headers } | { ok: false; problem: HeaderProblem } {
  const no = (problem: HeaderProblem) => ({ ok: false as const, problem });
  const own = ownHeaders(mapping);
  for (const column of columnNames) {
    const wanted = mapping[column];
    if (wanted === undefined || wanted === '') continue;
    if (!header.some((each) => plain(each) === plain(wanted)))
      return no({ code: 'mapped-header-missing', header: wanted });
  }
  const places = findColumns(header, mapping);
  const ignored: string[] = [];
  for (const [place, text] of header.entries()) {
    const column = columnOf(text, mapping, own);
    if (column === undefined && text.trim() !== '') ignored.push(text);
    if (column !== undefined && places.get(column) !== place) return no({ code: 'column-twice', column });
  }
  const missing = requiredColumns.filter((column) => !places.has(column));
  if (missing.length > 0) return no({ code: 'column-missing', columns: missing });
  return { ok: true, headers: { places, ignored } };
}
