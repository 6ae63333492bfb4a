// The thread that reads an XLSX file. It is asked for a batch at a time and hands it over.
import { parentPort, workerData } from 'node:worker_threads';
import type { XlsxReply } from './read-xlsx.ts';
import { readSheet } from './xlsx-sheet.ts';
import { openWorkbook } from './xlsx-workbook.ts';
import { TableError } from './table-error.ts';

if (!parentPort) throw new Error('This is the thread that reads XLSX, not a program.');
const port = parentPort;
const tell = (reply: XlsxReply): void => port.postMessage(reply);

try {
  const workbook = await openWorkbook(workerData as string);
  const { header, batches } = await readSheet(workbook);
  let asked: Promise<void> = Promise.resolve();
  port.on('message', () => {
    // One after the other: a generator does not run twice at once.
    asked = asked.then(answer).catch(fail);
  });
  tell({ kind: 'opened', header, date1904: workbook.date1904 });

  async function answer(): Promise<void> {
    const batch = await batches.next();
    const bytesRead = workbook.parts.bytesRead();
    tell(batch.done === true ? { kind: 'end', bytesRead } : { kind: 'rows', ...batch.value, bytesRead });
  }
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  if (error instanceof TableError)
    tell({ kind: 'refused', code: error.code, message: error.message, facts: error.facts });
  else tell({ kind: 'broken', message: error instanceof Error ? error.message : String(error) });
}
