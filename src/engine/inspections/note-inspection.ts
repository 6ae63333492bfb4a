import { hash } from 'node:crypto';
import { cleanPicture } from '../../platform/pictures/clean-picture.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { documentIdOf } from '../documents/read-document.ts';
import { permitIdOf } from '../registers/office/find-permit-id.ts';
import { may } from '../staff/roles.ts';
import { readNote } from './inspection.ts';
import { findOwner, insertInspection, readMoment } from './inspections.store.ts';
import { photoName } from './read-inspections.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';
import type { NoteForm, NoteMistakes } from './inspection.ts';
import type { KeptPhoto } from './inspections.store.ts';

/** What noting an inspection ends in. */
export type NoteResult =
  | { kind: 'noted' }
  /** It was received before: the answer was lost on the way, or the form was sent twice. */
  | { kind: 'known' }
  | { kind: 'invalid'; mistakes: NoteMistakes }
  /** Its id is another person's. */
  | { kind: 'taken' }
  | { kind: 'not-allowed' };

/**
 * Notes what an inspector found, once for each id that a phone has minted. The photo is kept before the row that names it; of
 * what was sent only the picture itself is kept. A file whose row did not come to be is nobody's, and is found again by its
 * content when the note is sent again.
 */
export async function noteInspection(ctx: Context, actor: Actor, form: NoteForm): Promise<NoteResult> {
  if (!may(actor.role, 'inspection.note')) return { kind: 'not-allowed' };
  const read = readNote(form, await readMoment(ctx.db.query));
  if (!read.ok) return { kind: 'invalid', mistakes: read.mistakes };
  const { note } = read;
  const owner = await findOwner(ctx.db.query, note.id);
  if (owner !== null) return { kind: owner === actor.id ? 'known' : 'taken' };
  const photo = form.photo === null ? null : await keepPhoto(ctx, form.photo);
  if (photo === 'no-picture') return { kind: 'invalid', mistakes: { photo: 'wrong' } };
  const permitId = await permitIdOf(ctx, { number: note.permitNumber, year: note.permitYear });
  const documentId = note.documentCode === null ? null : await documentIdOf(ctx, note.documentCode);
  return ctx.db.query.transaction().execute(async (trx): Promise<NoteResult> => {
    if (!(await insertInspection(trx, actor, note, { permitId, documentId, photo })))
      return { kind: (await findOwner(trx, note.id)) === actor.id ? 'known' : 'taken' };
    await record(trx, {
      ...staffOrigin(actor),
      action: 'inspection.noted',
      subject: `inspection:${note.id}`,
      data: { finding: note.finding, permit: permitId, document: documentId, photo: photo !== null },
    });
    return { kind: 'noted' };
  });
}

async function keepPhoto(ctx: Context, sent: Buffer): Promise<KeptPhoto | 'no-picture'> {
  const clean = cleanPicture(sent);
  if (clean === null) return 'no-picture';
  const { kind, bytes } = clean;
  const photo: KeptPhoto = { kind, size: bytes.length, hash: hash('sha256', bytes, 'buffer') };
  await ctx.documents.storage.put(photoName(photo), bytes);
  return photo;
}
