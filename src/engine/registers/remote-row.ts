// What another system says of a permit, read leniently, then judged strictly: from here on it is a row like our own.
import { z } from 'zod';
import { todayAt } from '../../platform/clock/calendar.ts';
import { cleanText, foldNumberText } from '../../platform/i18n/fold.ts';
import { readMobile } from '../../platform/i18n/phone.ts';
import { WrongRowError } from './remote-register.ts';
import type { PermitRow } from '../define/register.ts';
import type { PermitNumbers } from './remote-register.ts';

/** What a register must tell of a permit. */
export const neededFields = [
  'contractorNumber',
  'contractorName',
  'permitNumber',
  'permitYear',
  'validUntil',
] as const satisfies readonly (keyof PermitRow)[];

/** What it may leave out altogether. */
export const otherFields = [
  'validFrom',
  'type',
  'location',
  'contractorPhone',
  'withdrawnOn',
  'suspendedOn',
  'term',
] as const satisfies readonly (keyof PermitRow)[];

/** Where each field of a permit stands in the other system: a column, or a path. */
export type Mapping = Record<(typeof neededFields)[number], string> &
  Partial<Record<(typeof otherFields)[number], string>>;

const number = z.int().min(1).max(9_999_999_999);
const day = z.iso.date();

/** A row as the rules need it. */
const permitRow = z
  .strictObject({
    permitNumber: number,
    permitYear: z.int().min(1900).max(2999),
    type: z.string().max(300),
    location: z.string().max(1000),
    contractorNumber: number,
    contractorName: z.string().min(1).max(300),
    contractorPhone: z.string().nullable(),
    term: z.int().min(1).max(1000),
    validFrom: day.nullable(),
    validUntil: day,
    withdrawnOn: day.nullable(),
    suspendedOn: day.nullable(),
  })
  .refine((row) => row.validFrom === null || row.validFrom <= row.validUntil, { path: ['validFrom'] });

/**
 * Reads the values that another system gave for the fields of a permit.
 * @throws WrongRowError naming the fields that cannot be used, never what stands in them
 */
export function readRemoteRow(values: Record<string, unknown>): PermitRow {
  return parseRow({
    permitNumber: readNumber(values['permitNumber']),
    permitYear: readNumber(values['permitYear']),
    type: readText(values['type']) ?? '',
    location: readText(values['location']) ?? '',
    contractorNumber: readNumber(values['contractorNumber']),
    contractorName: readText(values['contractorName']),
    contractorPhone: readPhone(values['contractorPhone']),
    term: isEmpty(values['term']) ? 1 : readNumber(values['term']),
    validFrom: readDay(values['validFrom']),
    validUntil: readDay(values['validUntil']),
    withdrawnOn: readDay(values['withdrawnOn']),
    suspendedOn: readDay(values['suspendedOn']),
  });
}

/** A row that was read before, as it was stored. The same errors. */
export function parseRow(row: unknown): PermitRow {
  const parsed = permitRow.safeParse(row);
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(({ path }) => path.join('.')));
  throw new WrongRowError(`The register’s row cannot be used: ${[...fields].join(', ')}`);
}

/**
 * A row about another permit, or another contractor's, must never be shown to who asked.
 * @throws WrongRowError
 */
export function assertAsked(row: PermitRow, asked: PermitNumbers): void {
  for (const name of ['permitNumber', 'permitYear', 'contractorNumber'] as const)
    if (row[name] !== Number(asked[name]))
      throw new WrongRowError(`The register’s row is about another ${name}`);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && cleanText(value) === '');
}

/** A whole number, or its digits of any script as text. Anything else stays, and is refused as it is. */
function readNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = foldNumberText(value);
  return /^\d{1,15}$/.test(text) ? Number(text) : value;
}

function readText(value: unknown): unknown {
  if (isEmpty(value)) return undefined;
  return typeof value === 'string' ? cleanText(value) : value;
}

/** The mobile in E.164. One that no SMS could reach is as good as none. */
function readPhone(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const read = readMobile(String(value));
  return read.ok ? read.e164 : null;
}

const dayWithTime =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * A day. Many systems write midnight for it: a time without a zone is cut off; one with a zone is an instant, which
 * belongs to a day in Amman (`2026-05-01T21:00:00Z` is the second of May there).
 */
function readDay(value: unknown): unknown {
  if (isEmpty(value)) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : todayAt(value).toString();
  if (typeof value !== 'string') return value;
  const text = cleanText(value);
  const parts = dayWithTime.exec(text);
  if (!parts) return value;
  if (parts[2] === undefined) return parts[1];
  const instant = new Date(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'));
  return Number.isNaN(instant.getTime()) ? value : todayAt(instant).toString();
}
