// The thread of the embedded database. It is given messages of PostgreSQL's protocol and gives back the answers.
import { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { EmbeddedWorkerData } from './embedded-channel.ts';

if (!parentPort) throw new Error('This is the thread of the embedded database, not a program.');
const port = parentPort;
const { directory, template } = workerData as EmbeddedWorkerData;

const database = await open();
dieOnCrash(database);
port.on('message', (message: Uint8Array | 'close') => void (message === 'close' ? close() : answer(message)));
port.postMessage('ready');

async function open(): Promise<PGlite> {
  if (directory) {
    if (!existsSync(directory)) await create(directory);
    return PGlite.create(directory);
  }
  return PGlite.create(template ? { loadDataDir: new Blob([await readFile(template)]) } : {});
}

// Made aside and renamed, so that a process killed meanwhile leaves no half database behind.
async function create(path: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const made = await PGlite.create(unfinished);
  await made.close();
  await rename(unfinished, path);
}

async function answer(messages: Uint8Array): Promise<void> {
  // A start-up message begins with its length. There is one session only: a new connection must not inherit what
  // the one before it left open.
  if (messages[0] === 0) {
    await run(query('rollback'));
    await run(query('discard all'));
  }
  const bytes = await run(messages);
  port.postMessage(bytes, [bytes.buffer]);
}

async function run(messages: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  await database.execProtocolRawStream(messages, {
    syncToFs: false, // the file systems of Node need none
    onRawData: (part) => parts.push(part.slice()), // a view of memory that is used again
  });
  const [only] = parts;
  if (only && parts.length === 1) return new Uint8Array(only);
  return new Uint8Array(Buffer.concat(parts));
}

function query(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  const message = Buffer.alloc(5 + body.length);
  message.write('Q');
  message.writeInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}

async function close(): Promise<void> {
  await database.close();
  process.exit();
}

/**
 * PGlite goes on after a crash of the WebAssembly, with memory nobody can vouch for. Here it ends the thread.
 * Only a jump of PostgreSQL's own error handling is no crash.
 */
function dieOnCrash({ Module }: PGlite): void {
  const POSTGRES_LONGJMP = 100;
  const step = Module._PostgresMainLoopOnce;
  Module._PostgresMainLoopOnce = () => {
    try {
      return step();
    } catch (error) {
      const jump = error instanceof Object && 'status' in error && error.status === POSTGRES_LONGJMP;
      if (!jump) {
        port.postMessage({ crash: String(error) });
        process.exit(1);
      }
      throw error;
    }
  };
}
