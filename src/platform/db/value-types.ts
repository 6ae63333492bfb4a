import pg from 'pg';

const { builtins } = pg.types;

// The object identifiers of array types are fixed in PostgreSQL's catalogue, but pg has no names for them.
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;
const TIMESTAMP_ARRAY = 1115;
const DATE_ARRAY = 1182;
const INTERVAL_ARRAY = 1187;
const TEXT_ARRAY: number = 1009;

const asText = (text: string): string => text;

function wholeNumber(text: string): number {
  const number = Number(text);
  // A silently rounded key would point at another row.
  if (!Number.isSafeInteger(number)) throw new RangeError(`The bigint ${text} is too large for a number`);
  return number;
}

const textArray = pg.types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => (string | null)[];

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, wholeNumber],
  [INT8_ARRAY, (text) => textArray(text).map((item) => (item === null ? null : wholeNumber(item)))],
  // A day has no zone and no hour: as a Date it would shift.
  [builtins.DATE, asText],
  [DATE_ARRAY, textArray],
  [builtins.TIMESTAMP, asText],
  [TIMESTAMP_ARRAY, textArray],
  [builtins.INTERVAL, asText],
  [INTERVAL_ARRAY, textArray],
  // An amount of money stays exact.
  [builtins.NUMERIC, asText],
  [NUMERIC_ARRAY, textArray],
]);

/**
 * How values of the database become values of JavaScript: `date` 'YYYY-MM-DD', `int8` number (a RangeError
 * beyond 2^53), `numeric`, `interval` and `timestamp` text, `timestamptz` Date, `jsonb` parsed, `bytea` Buffer.
 * In parameters an object becomes JSON and an array becomes an array of PostgreSQL: JSON whose top is an array or
 * a text must be given as JSON text.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return parsers.get(oid) ?? (pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown);
  },
};
