const TAB = 9;
const CR = 13;
const PLUS = 43;
const MINUS = 45;
const EQUALS = 61;
const AT = 64;

/**
 * Whether a spreadsheet may take the text of a CSV cell for a formula: it begins with `=` or `@`, or with `+`, `-`, a
 * tab or a carriage return before something that is no digit. A dash alone, as people write for «none», is none.
 */
export function looksLikeFormula(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // Nearly every cell leaves here: letters and digits are none of the six. An empty cell gives NaN.
  if (!(first <= AT)) return false;
  if (first === EQUALS || first === AT) return true;
  if (first !== PLUS && first !== MINUS && first !== TAB && first !== CR) return false;
  return cell.length > 1 && !(cell.charCodeAt(1) >= 48 && cell.charCodeAt(1) <= 57);
}

/** What may stand in a CSV file as it is although it begins with a sign: a phone's number, a negative number. */
const harmless = /^(?:\+\d+|-\d+(?:\.\d+)?)$/;
const dangerous = /^[=+\-@\t\r]/;

/** The cell with an apostrophe before it when a spreadsheet could compute it (OWASP, «CSV injection»). */
export function neutralised(cell: string): string {
  return dangerous.test(cell) && !harmless.test(cell) ? `'${cell}` : cell;
}
