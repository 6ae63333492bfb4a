import { hash } from 'node:crypto';
import { record } from '../audit/record.ts';
import { findPhoto, listInspections } from './inspections.store.ts';
import type { Origin } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Inspection } from './inspection.ts';
import type { InspectionsOf, KeptPhoto } from './inspections.store.ts';

/** How many inspections a list has. */
const linesOfList = 50;

/** The newest inspections of a permit, of a contractor's permits, or of one inspector. */
export function readInspections(ctx: Context, of: InspectionsOf): Promise<Inspection[]> {
  return listInspections(ctx.db.query, of, linesOfList);
}

/** The name of a photo's file in the store of documents: of what it holds. */
export function photoName({ hash: print, kind }: Pick<KeptPhoto, 'hash' | 'kind'>): string {
  return `${print.toString('hex')}.${kind}`;
}

/** The photo of an inspection, to be given to somebody. */
export type Photo = { kind: 'jpeg' | 'png'; bytes: Buffer };

/** The photo of an inspection, and a record of who took it. Null: there is none. */
export async function downloadPhoto(ctx: Context, id: string, origin: Origin): Promise<Photo | null> {
  const photo = await findPhoto(ctx.db.query, id);
  if (photo === null) return null;
  const bytes = await ctx.documents.storage.get(photoName(photo));
  if (bytes === null || !hash('sha256', bytes, 'buffer').equals(photo.hash))
    throw new Error('The photo of an inspection is not as it was kept');
  await record(ctx.db.query, { ...origin, action: 'inspection.photo-read', subject: `inspection:${id}` });
  return { kind: photo.kind, bytes };
}
