/** The last day that Excel knows, 9999-12-31, in each of its two countings. */
const LAST_DAY = 2_958_465;
const LAST_DAY_1904 = LAST_DAY - 1462;
const DAY = 86_400_000;

/**
 * The number of a cell as plain decimal text without an exponent, rounded to the fifteen digits that Excel shows.
 * @returns undefined when the text is no number
 */
export function plainNumber(text: string): string | undefined {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return text;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) return undefined;
  // At most 15 digits are left, so the shortest text that gives the same number has no more of them.
  const rounded = String(Number(value.toPrecision(15)));
  const exponent = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(rounded);
  if (!exponent) return rounded;
  const [, sign = '', whole = '', fraction = '', power = ''] = exponent;
  const digits = whole + fraction;
  const shift = Number(power);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${digits}`
    : sign + digits + '0'.repeat(shift - fraction.length);
}

/**
 * The day of a serial number as YYYY-MM-DD; its time goes. The counting from 1900 has a 29 February 1900 that never was,
 * and so it stands here.
 *
 * @returns undefined for what is no day: a time alone, or a number out of range
 */
export function dayOfSerial(serial: number, date1904: boolean): string | undefined {
  const day = Math.floor(serial);
  if (date1904) {
    if (!(day >= 0 && day <= LAST_DAY_1904)) return undefined;
    return isoDay(Date.UTC(1904, 0, 1) + day * DAY);
  }
  if (!(day >= 1 && day <= LAST_DAY)) return undefined;
  if (day === 60) return '1900-02-29';
  return isoDay(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * DAY);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Text as it was before Office wrote what XML cannot hold as `_x000D_`. */
export function unescapedText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The column of a reference such as `B7`, from 0; undefined when it is none. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < 4; at++) {
    const letter = reference.charCodeAt(at);
    if (letter < 65 || letter > 90 || Number.isNaN(letter)) return at === 0 ? undefined : column - 1;
    column = column * 26 + letter - 64;
  }
  return undefined;
}

/** The letters of a column, from 0: `A`, `Z`, `AA`. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
