import { randomUUID } from 'node:crypto';
import { newDocumentCode } from '../../platform/ids/document-code.ts';
import { insertDocument } from './documents.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { DocumentTerm, Frozen } from './document.ts';

/** The queue of documents to be made; a job holds the document's id. */
export const issueDocumentQueue = 'issue-document';

/** More than it ever takes: a code is free, unless one in many thousands. */
const mostTries = 20;

/**
 * Writes a document down and its job with it, in the transaction in which its decision is told. An application that has one
 * gets no other.
 */
export async function prepareDocument(
  ctx: Context,
  trx: Transaction<Schema>,
  document: { applicationId: number; term: DocumentTerm; frozen: Frozen },
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries++) {
    const id = randomUUID();
    const done = await insertDocument(trx, { ...document, id, code: newDocumentCode() });
    if (done === 'there') return;
    if (done === 'taken') continue;
    await ctx.jobs.enqueue(trx, issueDocumentQueue, { documentId: id });
    return;
  }
  throw new Error('No free code was found for a document');
}
