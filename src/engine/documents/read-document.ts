import { hash } from 'node:crypto';
import { record } from '../audit/record.ts';
import { fileName } from './document.ts';
import { togetherOf } from '../../platform/db/together.ts';
import { findIssued, findOfApplications } from './documents.store.ts';
import type { Origin } from '../audit/record.ts';
import type { Context } from '../context.ts';

/** The document of an application, as its page needs it; `waiting`: it is being made. */
export type DocumentOf =
  { kind: 'none' } | { kind: 'waiting' } | { kind: 'issued'; id: string; code: string };

/** Has an application a document? */
export async function documentOf(ctx: Context, applicationId: number): Promise<DocumentOf> {
  const found = await findTogether(ctx.db.reads, applicationId);
  if (found === null) return { kind: 'none' };
  return found.issuedAt === null ? { kind: 'waiting' } : { kind: 'issued', id: found.id, code: found.code };
}

/** Those who ask at the same moment are told by one statement. */
const findTogether = togetherOf(findOfApplications, String);
/** The id of the issued document that has a code on its paper; null: there is none. */
export async function documentIdOf(ctx: Context, code: string): Promise<string | null> {
  return (await findIssued(ctx.db.query, { code }))?.id ?? null;
}

/** The file of a document. `name` has nothing personal in it. */
export type DocumentFile = { name: string; pdf: Buffer };

/**
 * The file of a document, and a record of who took it. Null: there is no such document, or it is not of this application.
 * `applicationId`: the one that whoever asks may see; null: all, for the office.
 */
export async function downloadDocument(
  ctx: Context,
  id: string,
  applicationId: number | null,
  origin: Origin,
): Promise<DocumentFile | null> {
  const document = await findIssued(ctx.db.query, { id });
  if (document === null || document.erasedAt !== null) return null;
  if (applicationId !== null && document.applicationId !== applicationId) return null;
  const pdf = await ctx.documents.storage.get(fileName(document.hash));
  if (pdf === null || !hash('sha256', pdf, 'buffer').equals(document.hash))
    throw new Error('The file of a document is not as it was kept');
  await record(ctx.db.query, { ...origin, action: 'document.downloaded', subject: `document:${id}` });
  return { name: `permit-${document.code}.pdf`, pdf };
}
