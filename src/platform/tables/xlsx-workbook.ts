import { posix } from 'node:path';
import { TABLE_LIMITS } from './table.ts';
import { TableError } from './table-error.ts';
import { openParts, type XlsxParts } from './xlsx-parts.ts';
import { readSharedStrings, type SharedStrings } from './xlsx-shared-strings.ts';
import { readDateStyles } from './xlsx-styles.ts';
import { hearXml } from './xlsx-xml.ts';

/** What is needed to read the sheet that a person sees first. */
export type Workbook = {
  parts: XlsxParts;
  sheetPart: string;
  date1904: boolean;
  strings: SharedStrings;
  /** Whether a number with the style of this index is a date. */
  isDate(style: number): boolean;
};

type Relation = { type: string; target: string };

/**
 * Opens the archive and finds its first visible worksheet with what belongs to it.
 * @throws {TableError} not-xlsx, no-sheet, too-many-sheets, doctype, and what reading the parts throws
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  const parts = await openParts(path);
  try {
    return await findSheet(parts);
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function findSheet(parts: XlsxParts): Promise<Workbook> {
  await refuseDoctypes(parts);
  const packageRelations = await readRelations(parts, '');
  const workbookPart = targetOf(parts, packageRelations, '/officeDocument');
  if (!workbookPart?.endsWith('.xml')) throw new TableError('not-xlsx', 'the archive holds no workbook');

  const { date1904, sheets } = await readSheetList(parts, workbookPart);
  const relations = await readRelations(parts, workbookPart);
  const sheet = sheets
    .filter(({ visible }) => visible)
    .map(({ id }) => relations.get(id))
    .find((relation) => relation?.type.endsWith('/worksheet') && parts.has(relation.target));
  if (!sheet) throw new TableError('no-sheet', 'the workbook has no worksheet that can be seen');

  const stylesPart = targetOf(parts, relations, '/styles');
  const stringsPart = targetOf(parts, relations, '/sharedStrings');
  return {
    parts,
    sheetPart: sheet.target,
    date1904,
    isDate: await readDateStyles(parts, stylesPart),
    strings: await readSharedStrings(parts, stringsPart),
  };
}

/**
 * Looks at the beginning of every part of XML, read later or not. A declaration stands before the first element; what
 * stands behind a long comment is met by the parser where it is read at all.
 */
async function refuseDoctypes(parts: XlsxParts): Promise<void> {
  for (const part of parts.names().filter((name) => /\.(?:xml|rels|vml)$/.test(name))) {
    for await (const piece of parts.read(part)) {
      // Without NULs, UTF-16 reads like ASCII.
      const text = piece.toString('latin1').replaceAll('\0', '');
      if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
        throw new TableError('doctype', 'a part of the workbook declares a document type', { part });
      break;
    }
  }
}

async function readSheetList(
  parts: XlsxParts,
  part: string,
): Promise<{ date1904: boolean; sheets: { id: string; visible: boolean }[] }> {
  const found = { date1904: false, sheets: [] as { id: string; visible: boolean }[] };
  await hearXml(parts.read(part), part, {
    open(name, attributes) {
      if (name === 'workbookPr') found.date1904 = /^(?:1|true|on)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      if (found.sheets.length >= TABLE_LIMITS.sheets)
        throw new TableError('too-many-sheets', `the workbook has more than ${TABLE_LIMITS.sheets} sheets`, {
          limit: TABLE_LIMITS.sheets,
        });
      const key = Object.keys(attributes).find((key) => key.endsWith(':id')) ?? '';
      found.sheets.push({
        id: attributes[key] ?? '',
        visible: (attributes['state'] ?? 'visible') === 'visible',
      });
    },
  });
  return found;
}

/** What a part leads to, by id; the package itself is ''. */
async function readRelations(parts: XlsxParts, part: string): Promise<Map<string, Relation>> {
  const folder = part === '' ? '' : posix.dirname(part);
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, Relation>();
  if (!parts.has(list)) return relations;
  await hearXml(parts.read(list), list, {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) {
      if (name !== 'Relationship' || mode === 'External') return;
      const path = posix
        .normalize(target.startsWith('/') ? target : posix.join('/', folder, target))
        .slice(1);
      if (relations.size >= TABLE_LIMITS.parts)
        throw new TableError('too-many-parts', 'a part leads to too many others', {
          limit: TABLE_LIMITS.parts,
        });
      relations.set(id, { type, target: path });
    },
  });
  return relations;
}

/** The part of a kind; a relation that leads nowhere is none. */
function targetOf(parts: XlsxParts, relations: Map<string, Relation>, kind: string): string | undefined {
  return relations.values().find(({ type, target }) => type.endsWith(kind) && parts.has(target))?.target;
}
