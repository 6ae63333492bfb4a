import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TABLE_LIMITS, type Table, type TableRow } from './table.ts';
import { TableError, type TableErrorCode, type TableFacts } from './table-error.ts';

/** What the thread tells. The cells of a batch stand one after the other, which is cheaper to hand over. */
export type XlsxReply =
  | { kind: 'opened'; header: string[]; date1904: boolean }
  | { kind: 'rows'; lines: number[]; cells: string[]; bytesRead: number }
  | { kind: 'end'; bytesRead: number }
  | { kind: 'refused'; code: TableErrorCode; message: string; facts: TableFacts }
  | { kind: 'broken'; message: string };

/**
 * Opens an XLSX file; see {@link Table}. It is read in a thread of its own, whose heap has a limit: a file that asks for
 * more ends the thread and not the program, and XML of a gigabyte keeps nobody else waiting.
 */
export async function openXlsx(path: string, bytesInAll: number): Promise<Table> {
  // The options of the program's own node command (--eval, --test) are not the thread's.
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: path,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: TABLE_LIMITS.heap, maxYoungGenerationSizeMb: 16 },
  });
  const replies = repliesOf(worker);
  let bytesRead = 0;
  const close = async (): Promise<void> => void (await worker.terminate());
  try {
    const opened = await nextReply(replies);
    if (opened.kind !== 'opened') throw new Error('the thread that reads XLSX has not opened the file');
    const { header, date1904 } = opened;
    return {
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      header,
      date1904,
      rows: () => batches(header.length),
      bytesRead: () => bytesRead,
      bytesInAll,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function* batches(width: number): AsyncGenerator<TableRow[], void, undefined> {
    // Two are asked for at first, so that the thread reads the next batch while this one is used.
    worker.postMessage('next');
    for (;;) {
      worker.postMessage('next');
      const reply = await nextReply(replies);
      if (reply.kind !== 'rows' && reply.kind !== 'end') throw new Error(`unexpected: ${reply.kind}`);
      ({ bytesRead } = reply);
      if (reply.kind === 'end') return;
      yield reply.lines.map((line, row) => ({
        line,
        cells: reply.cells.slice(row * width, (row + 1) * width),
      }));
    }
  }
}

function repliesOf(worker: Worker): AsyncIterator<[XlsxReply], undefined> {
  return on(worker, 'message', { close: ['exit'] }) as AsyncIterator<[XlsxReply], undefined>;
}

async function nextReply(
  replies: AsyncIterator<[XlsxReply], undefined>,
): Promise<Exclude<XlsxReply, { kind: 'refused' | 'broken' }>> {
  const next: IteratorResult<[XlsxReply], undefined> = await replies.next().catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    const limit = TABLE_LIMITS.heap;
    throw new TableError('out-of-memory', `reading the file takes more than ${limit} MiB`, { limit });
  });
  if (next.done === true) throw new Error('the thread that reads XLSX has ended');
  const [reply] = next.value;
  if (reply.kind === 'refused') throw new TableError(reply.code, reply.message, reply.facts);
  if (reply.kind === 'broken') throw new Error(`reading XLSX: ${reply.message}`);
  return reply;
}
