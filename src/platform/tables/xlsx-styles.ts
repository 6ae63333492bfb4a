import type { XlsxParts } from './xlsx-parts.ts';
import { broken, hearXml } from './xlsx-xml.ts';

/** About as many as Excel allows in a workbook. */
const MOST_STYLES = 65_536;

/**
 * Reads which styles of cells show a date.
 * @returns whether the style of an index (`s` of a cell) does
 */
export async function readDateStyles(
  parts: XlsxParts,
  part: string | undefined,
): Promise<(style: number) => boolean> {
  const dateFormats = new Map<number, boolean>();
  const formatOfStyle: number[] = [];
  let inCellFormats = false;
  if (part !== undefined)
    await hearXml(parts.read(part), part, {
      open(name, attributes) {
        if (dateFormats.size > MOST_STYLES || formatOfStyle.length > MOST_STYLES)
          throw broken(part, 'too many styles');
        if (name === 'numFmt')
          dateFormats.set(Number(attributes['numFmtId']), isDateFormat(attributes['formatCode'] ?? ''));
        else if (name === 'cellXfs') inCellFormats = true;
        else if (name === 'xf' && inCellFormats) formatOfStyle.push(Number(attributes['numFmtId'] ?? 0));
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false;
      },
    });
  const dates = formatOfStyle.map((format) => dateFormats.get(format) ?? isBuiltInDate(format));
  return (style) => dates[style] ?? false;
}

/** ECMA-376, part 1, 18.8.30: formats that are not written down in a file, those of East Asian editions among them. */
function isBuiltInDate(format: number): boolean {
  return (
    (format >= 14 && format <= 22) ||
    (format >= 27 && format <= 36) ||
    (format >= 45 && format <= 47) ||
    (format >= 50 && format <= 58)
  );
}

/** Whether a format shows a day, month or year: outside of quotes, brackets and what is escaped. */
export function isDateFormat(code: string): boolean {
  return /[dmy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, ''));
}
