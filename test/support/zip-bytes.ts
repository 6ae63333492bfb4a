// Zip archives byte by byte, so that a test can make one that lies; and the parts of a small workbook.
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipPart = {
  name: string;
  data: string | Buffer;
  /** What the directory says instead of the truth. */
  claims?: { size?: number; compressed?: number; sum?: number; flags?: number };
  stored?: boolean;
};

/** A whole archive: local headers with their data, then the directory. */
export function zipBytes(parts: readonly ZipPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims = {}, stored = false } of parts) {
    const raw = Buffer.from(data);
    const body = stored ? raw : deflateRawSync(raw, { level: 1 });
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(claims.flags ?? 0, 2);
    shared.writeUInt16LE(stored ? 0 : 8, 4);
    shared.writeUInt32LE(claims.sum ?? crc32(raw), 10);
    shared.writeUInt32LE(claims.compressed ?? body.length, 14);
    shared.writeUInt32LE(claims.size ?? raw.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), shared, tail, Buffer.from(name));
    pieces.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export type BookOptions = {
  /** What stands within `sheetData`, or the whole part. */
  sheet?: string | Buffer;
  strings?: string;
  styles?: string;
  workbook?: string;
};

/** The parts of a workbook with one sheet; `xl/worksheets/sheet1.xml` is the last. */
export function bookParts({ sheet = '', strings, styles, workbook }: BookOptions): ZipPart[] {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const whole =
    typeof sheet === 'string' && !sheet.includes('<worksheet')
      ? `<worksheet><sheetData>${sheet}</sheetData></worksheet>`
      : sheet;
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: '_rels/.rels',
      data: `<Relationships>${relation('a', 'officeDocument', '/xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: workbook ?? '<workbook><sheets><sheet name="S" sheetId="1" r:id="s1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships>${relation('s1', 'worksheet', 'worksheets/sheet1.xml')}${relation('x', 'sharedStrings', 'sharedStrings.xml')}${relation('y', 'styles', 'styles.xml')}</Relationships>`,
    },
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', data: `<sst>${strings}</sst>` }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', data: `<styleSheet>${styles}</styleSheet>` }]),
    { name: 'xl/worksheets/sheet1.xml', data: whole },
  ];
}

export function bookBytes(options: BookOptions): Buffer {
  return zipBytes(bookParts(options));
}
