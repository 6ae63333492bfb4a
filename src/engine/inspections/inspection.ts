import { foldNumberText } from '../../platform/i18n/fold.ts';
import { readDocumentCode } from '../../platform/ids/document-code.ts';

/** What an inspector may have found, in the order of the form. */
export const findings = [
  'in-order',
  'ended',
  'withdrawn',
  'not-found',
  'altered',
  'outside-conditions',
] as const;
export type Finding = (typeof findings)[number];

/** What an inspector found in the street, as the office sees it. Times by the phone's clock decide nothing. */
export type Inspection = {
  id: string;
  permitNumber: number;
  permitYear: number;
  /** The row of the register, when there is one. */
  permitId: number | null;
  documentId: string | null;
  finding: Finding;
  words: string;
  photo: boolean;
  by: string;
  notedAt: Date;
  receivedAt: Date;
};

/** What was sent of an inspection: everything as it was typed, and the photo as it came. */
export type NoteForm = {
  id: string;
  permitNumber: string;
  permitYear: string;
  documentCode: string;
  finding: string;
  words: string;
  notedAt: string;
  photo: Buffer | null;
};

/** What is wrong with a form, by its field. */
export type NoteMistakes = Partial<
  Record<
    'permitNumber' | 'permitYear' | 'documentCode' | 'finding' | 'words' | 'photo',
    'needed' | 'wrong' | 'too-long'
  >
>;

/** What a form says when nothing is wrong with it. */
export type Note = {
  id: string;
  permitNumber: number;
  permitYear: number;
  documentCode: string | null;
  finding: Finding;
  words: string;
  /** Null: the phone said no time that can be; the moment of receiving stands for it. */
  notedAt: Date | null;
};

/** The most words of an inspection, and the most bytes of its photo. */
export const mostWords = 2000;
export const mostPhotoBytes = 5_000_000;

/** Notes may wait on a phone for some days. What is older was noted by a clock that is wrong. */
const longestWait = 60 * 86_400_000;

/** Reads what was sent; the photo is judged where it is kept. */
export function readNote(
  form: NoteForm,
  now: Date,
): { ok: true; note: Note } | { ok: false; mistakes: NoteMistakes } {
  const mistakes: NoteMistakes = {};
  const number = foldNumberText(form.permitNumber);
  const year = foldNumberText(form.permitYear);
  const words = form.words.replaceAll('\r\n', '\n').trim();
  const code = form.documentCode.trim() === '' ? null : readDocumentCode(form.documentCode);
  const finding = findings.find((each) => each === form.finding);
  if (!/^[1-9]\d{0,9}$/.test(number)) mistakes.permitNumber = number === '' ? 'needed' : 'wrong';
  if (!/^(?:19|2\d)\d{2}$/.test(year)) mistakes.permitYear = year === '' ? 'needed' : 'wrong';
  if (code === null && form.documentCode.trim() !== '') mistakes.documentCode = 'wrong';
  if (finding === undefined) mistakes.finding = 'needed';
  if (words.length > mostWords) mistakes.words = 'too-long';
  // What was outside of the conditions only words can say.
  if (finding === 'outside-conditions' && words === '') mistakes.words = 'needed';
  if (form.photo !== null && form.photo.length > mostPhotoBytes) mistakes.photo = 'too-long';
  if (finding === undefined || Object.keys(mistakes).length > 0) return { ok: false, mistakes };
  const noted = new Date(form.notedAt);
  const wait = now.getTime() - noted.getTime();
  return {
    ok: true,
    note: {
      id: form.id,
      permitNumber: Number(number),
      permitYear: Number(year),
      documentCode: code,
      finding,
      words,
      // A phone's clock may be minutes ahead; NaN is neither.
      notedAt: wait > -600_000 && wait < longestWait ? noted : null,
    },
  };
}
