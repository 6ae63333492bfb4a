import { hash } from 'node:crypto';
import { readSignature, signDigest } from './cms.ts';
import type { X509Certificate } from 'node:crypto';
import type { Signer } from './cms.ts';

/** A PDF with a place for its signature, and the digest of all the rest. */
export type Prepared = { bytes: Buffer; digest: Buffer; from: number; size: number };

/** A PDF that is not written as our typesetter writes it: nothing can be added to it. */
class PdfError extends Error {
  override name = 'PdfError';
}

/** More than our own signature takes, with a certificate and two that vouch for it. */
const leastRoom = 4096;

/**
 * Adds a place for a signature to a PDF, after its end, so that not a byte of it changes: a field without a look of its own,
 * as PAdES wants it. The same PDF, moment and room give the same bytes. `room`: bytes for the signature.
 * @throws PdfError when the file has no plain table of its objects
 */
export function preparePdf(
  pdf: Buffer,
  { at, reason, room = leastRoom }: { at: Date; reason: string; room?: number },
): Prepared {
  const text = pdf.toString('latin1');
  const size = Number(found(/\/Size (\d+)/, text.slice(text.lastIndexOf('trailer'))));
  const root = Number(found(/\/Root (\d+) 0 R/, text.slice(text.lastIndexOf('trailer'))));
  const rest = found(/(\/Info [\s\S]*?)>>\s*startxref/, text.slice(text.lastIndexOf('trailer')));
  const before = Number(found(/startxref\s+(\d+)\s+%%EOF\s*$/, text));
  const catalog = objectOf(text, root);
  const page = Number(found(/\/Kids \[(\d+) 0 R/, text));
  const first = objectOf(text, page);
  if (/\/AcroForm/.test(catalog) || /\/Annots/.test(first))
    throw new PdfError('The PDF has fields or links already.');
  const [field, signature] = [size, size + 1];
  const moment = `D:${at.toISOString().replace(/[-:T]|\.\d+Z/g, '')}+00'00'`;
  const objects: [number, string][] = [
    [root, catalog.replace(/>>\s*$/, `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>\n>>`)],
    [page, first.replace(/>>\s*$/, `/Annots [${field} 0 R]\n>>`)],
    [
      field,
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [0 0 0 0] /F 132 /P ${page} 0 R /V ${signature} 0 R >>`,
    ],
    [
      signature,
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (${moment}) /Reason (${reason})\n` +
        `/ByteRange [0 ${'0'.repeat(10)} ${'0'.repeat(10)} ${'0'.repeat(10)}]\n/Contents <${'0'.repeat(room * 2)}> >>`,
    ],
  ];
  let added = '';
  const places = new Map<number, number>();
  for (const [number, content] of objects) {
    places.set(number, pdf.length + added.length);
    added += `${number} 0 obj\n${content}\nendobj\n`;
  }
  const table = [...places].toSorted(([a], [b]) => a - b);
  const lines = table.map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`);
  const end = `xref\n${lines.join('')}trailer\n<<\n/Size ${size + 2}\n/Root ${root} 0 R\n/Prev ${before}\n${rest}>>\n`;
  added += `${end}startxref\n${pdf.length + added.length}\n%%EOF\n`;

  const from = pdf.length + added.indexOf('/Contents <') + '/Contents '.length;
  const until = from + room * 2 + 2;
  const whole = pdf.length + added.length;
  const range = [from, until, whole - until].map((number) => String(number).padStart(10, '0')).join(' ');
  const bytes = Buffer.concat([
    pdf,
    Buffer.from(added.replace(/\/ByteRange \[0 [0 ]+\]/, `/ByteRange [0 ${range}]`), 'latin1'),
  ]);
  return { bytes, digest: digestOf(bytes, from, until), from, size: room * 2 + 2 };
}

/** Signs a prepared PDF. The bytes of a signature by P-256 are others each time. */
export function signPdf(prepared: Prepared, signer: Signer): Buffer {
  return signDigest(prepared.digest, signer);
}

/** Puts a signature into its place. */
export function putSignature({ bytes, from, size }: Prepared, signature: Buffer): Buffer {
  const hex = signature.toString('hex');
  if (hex.length > size - 2) throw new PdfError('The signature is longer than its place.');
  const signed = Buffer.from(bytes);
  signed.write(`<${hex.padEnd(size - 2, '0')}>`, from, 'latin1');
  return signed;
}

/**
 * Who signed a PDF, if no byte of it is another than when it was signed; null otherwise. Every byte is either under the
 * signature or can be only what it is, so this is stricter than readers are, who let a signature be written in many ways.
 */
export function signerOf(pdf: Buffer): X509Certificate | null {
  const text = pdf.toString('latin1');
  const range = /\/ByteRange \[0 (\d{10}) (\d{10}) (\d{10})\]\n\/Contents $/.exec(
    text.slice(0, Math.max(0, text.lastIndexOf('/Contents <') + '/Contents '.length)),
  );
  if (range === null) return null;
  const [from = 0, until = 0, rest = 0] = range.slice(1).map(Number);
  if (from !== range.index + range[0].length || until + rest !== pdf.length || until <= from + 2) return null;
  const hex = /^<([0-9a-f]*?)(?:00)*>$/.exec(text.slice(from, until))?.[1];
  if (hex === undefined) return null;
  // Zeros at the end may be the signature's own: its length says.
  const padded = Buffer.from(text.slice(from + 1, until - 1), 'hex');
  const length = lengthOf(padded);
  if (length === null || padded.subarray(length).some((byte) => byte !== 0)) return null;
  const signed = readSignature(padded.subarray(0, length));
  return signed?.digest.equals(digestOf(pdf, from, until)) ? signed.certificate : null;
}

function lengthOf(bytes: Buffer): number | null {
  if (bytes[0] !== 0x30) return null;
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return count >= 1 && count <= 4 && bytes.length > 2 + count ? 2 + count + bytes.readUIntBE(2, count) : null;
}

function digestOf(bytes: Buffer, from: number, until: number): Buffer {
  return hash('sha256', Buffer.concat([bytes.subarray(0, from), bytes.subarray(until)]), 'buffer');
}

function objectOf(text: string, number: number): string {
  return found(new RegExp(`\\n${number} 0 obj\\n([\\s\\S]*?)\\nendobj`), text).trimEnd();
}

function found(pattern: RegExp, text: string): string {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new PdfError('The PDF has no plain table of its objects.');
  return match;
}
