import { record } from '../audit/record.ts';
import { listKeys } from './document-keys.store.ts';
import { fileName } from './document.ts';
import { DocumentKeyError } from './document-works.ts';
import { findUnmade, keepSignature, markIssued } from './documents.store.ts';
import { finishDocument, setDocument, signatureFor } from './make-document.ts';
import type { Context } from '../context.ts';

/** Another worker makes the same document: the job is tried again, and finds it made. */
class AnotherWorker extends Error {
  override name = 'AnotherWorker';
}

/**
 * Makes a document that was written down, keeps its file, and says that it is issued. Wherever a worker is killed, the next
 * one goes on: the signature is kept before the file, so both make the same bytes, and the file before the row that names it.
 * Throws while a key is missing, or the store is away: the job waits.
 */
export async function issueDocument(ctx: Context, id: string): Promise<void> {
  const { db, documents: works } = ctx;
  const document = await findUnmade(db.query, id);
  if (document === null || document.issuedAt !== null) return;
  const service = ctx.services.find(({ slug }) => slug === document.service);
  if (!service) throw new Error(`There is no service «${document.service}» any more`);
  const keyId = document.keyId ?? (await listKeys(db.query))[0]?.id;
  if (keyId === undefined)
    throw new DocumentKeyError('There is no key for QR codes: «tajdeed keys rotate» makes one.');
  const prepared = await setDocument(works, service, document, keyId);
  const signature = await signatureFor(works, prepared, document.signature);
  const made = finishDocument(prepared, signature);
  if (!document.signature?.equals(signature)) {
    const kept = await keepSignature(db.query, id, document.signature, { keyId, signature });
    if (!kept) throw new AnotherWorker('Another worker signed the document');
  }
  await works.storage.put(fileName(made.hash), made.pdf);
  await db.query.transaction().execute(async (trx) => {
    if (!(await markIssued(trx, id, signature, made.hash))) return;
    await record(trx, {
      actor: { kind: 'system' },
      place: 'worker',
      action: 'document.issued',
      subject: `document:${id}`,
      data: { application: document.applicationId, term: document.term.ordinal, key: keyId },
    });
  });
}
