// A worker that makes documents, for one file of tests, which kills it: DATABASE_URL, and the folder of its keys and files.
import { issueDocument } from '../../src/engine/documents/issue-document.ts';
import { issueDocumentQueue } from '../../src/engine/documents/prepare-document.ts';
import { readDocumentPlace } from '../../src/main/document-place.ts';
import { connectDocuments } from '../../src/main/document-works.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import { openJobs } from '../../src/platform/jobs/jobs.ts';
import { jsonLog } from '../../src/platform/log/log.ts';
import { services } from '../../src/services/index.ts';
import type { Context } from '../../src/engine/context.ts';

const [url = '', dataDir = '', origin = ''] = process.argv.slice(2);
const db = await openDatabase({ url, dataDir });
const place = readDocumentPlace({}, { demo: true, dataDir }, (sentence) => {
  throw new Error(sentence);
});
// What issuing needs of the context, and nothing else.
const ctx = { db, services, documents: connectDocuments(place, origin) } as unknown as Context;
const jobs = await openJobs(
  db,
  jsonLog((line) => void process.stderr.write(line)),
  { worker: true },
);
await jobs.work(issueDocumentQueue, async (data) => {
  process.stdout.write('begun\n');
  await issueDocument(ctx, data['documentId'] ?? '');
  process.stdout.write('issued\n');
});
