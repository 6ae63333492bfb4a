import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocumentPlace } from '../../src/main/document-place.ts';
import { seedQrKey } from '../../src/main/document-keys.ts';
import { connectDocuments } from '../../src/main/document-works.ts';
import type { DocumentWorks } from '../../src/engine/documents/document-works.ts';
import type { DocumentPlace } from '../../src/main/document-place.ts';
import type { Database } from '../../src/platform/db/database.ts';

/** A place for documents in a folder that goes when the process ends. */
export function placeOfTests(): DocumentPlace {
  const dataDir = mkdtempSync(join(tmpdir(), 'tajdeed-documents-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  return readDocumentPlace({}, { demo: true, dataDir }, (sentence) => {
    throw new Error(sentence);
  });
}

/** What makes documents in a test, with keys of its own. */
export async function documentsOfTests(db: Database, origin: string): Promise<DocumentWorks> {
  const place = placeOfTests();
  await seedQrKey(place, db);
  return connectDocuments(place, origin);
}
