import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What the worker is told at its start. */
export type EmbeddedWorkerData = { directory: string | undefined; template: string | undefined };

export type EmbeddedChannel = {
  /** Sends messages of PostgreSQL's protocol, resolves to the answer. Rejects when the worker is or goes down. */
  ask(messages: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /** Called once if the worker goes down by itself. */
  onDown(listener: (reason: Error) => void): void;
  /** Closes the database and ends the worker. */
  close(): Promise<void>;
  /** Ends the thread at once, whatever it does. */
  stop(): Promise<void>;
};

type Waiting = { resolve(answer: Uint8Array): void; reject(reason: Error): void; timer: NodeJS.Timeout };

// WebAssembly cannot be interrupted from within, so no statement_timeout works there.
const ANSWER_SECONDS = 60;
const CLOSE_SECONDS = 10;

/**
 * Starts the thread of the embedded database and waits until it is ready.
 * @throws Error when the database does not start
 */
export async function startEmbeddedWorker(data: EmbeddedWorkerData): Promise<EmbeddedChannel> {
  // The options of the program's own node command (--eval, --test) are not the thread's.
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: data,
    execArgv: [],
  });
  const waiting: Waiting[] = []; // answers come in the order of the questions
  const listeners: ((reason: Error) => void)[] = [];
  let down: Error | undefined;
  let closing = false;

  function fail(reason: string, cause?: unknown): void {
    if (down) return;
    down = new Error(`The embedded database has stopped: ${reason}. The program must be restarted.`, {
      cause,
    });
    for (const one of waiting.splice(0)) {
      clearTimeout(one.timer);
      one.reject(down);
    }
    if (!closing) for (const listener of listeners.splice(0)) listener(down);
  }

  worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error), error));
  worker.on('exit', (code) => fail(closing ? 'it was closed' : `its thread ended with code ${code}`));
  await new Promise<unknown>((resolve) => worker.once('message', resolve).once('exit', resolve));
  if (down) throw down;

  worker.on('message', (answer: Uint8Array | { crash: string }) => {
    if ('crash' in answer) return fail(answer.crash);
    const first = waiting.shift();
    if (!first) return;
    clearTimeout(first.timer);
    first.resolve(answer);
  });

  function stopHanging(): void {
    fail(`it gave no answer for ${ANSWER_SECONDS} seconds`);
    void worker.terminate();
  }

  return {
    ask(messages) {
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      if (down) reject(down);
      else {
        waiting.push({ resolve, reject, timer: setTimeout(stopHanging, ANSWER_SECONDS * 1000) });
        worker.postMessage(messages, [messages.buffer]);
      }
      return promise;
    },
    onDown(listener) {
      listeners.push(listener);
    },
    stop: async () => void (await worker.terminate()),
    async close() {
      closing = true;
      if (down) return;
      const exit = once(worker, 'exit');
      const timer = setTimeout(() => void worker.terminate(), CLOSE_SECONDS * 1000);
      worker.postMessage('close');
      await exit;
      clearTimeout(timer);
    },
  };
}
