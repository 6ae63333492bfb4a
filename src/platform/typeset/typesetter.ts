import { fork } from 'node:child_process';
import { dirname } from 'node:path';
import type { ChildProcess } from 'node:child_process';

/** What is to be set: the file of the template, and what stands on the page, which the template reads as JSON. */
export type ToSet = {
  template: string;
  data: unknown;
  /** The folder of the pictures that the template names; without one it sees its own. */
  root?: string;
  /** The moment that the file says it was made at. */
  at: Date;
};

/** Makes PDF files. */
export type Typesetter = {
  /** The same template, data and moment give the same bytes. Throws a TypesettingError. */
  pdf: (wanted: ToSet) => Promise<Buffer>;
  close: () => Promise<void>;
};

/** A document that could not be made. */
class TypesettingError extends Error {
  override name = 'TypesettingError';
}

/** What is sent to the process, and what comes back. */
export type Question = { id: number; template: string; root: string; data: string; at: number };
export type Answer = { id: number; pdf: string } | { id: number; error: string };

const program = new URL('./typeset-process.ts', import.meta.url);

/** A process makes so many documents: its memory grows with them. */
const mostDocuments = 200;
/** How long it waits for the next one, and how long one may take, in milliseconds. */
const patience = 20_000;
const idle = 15_000;

type Waiting = { resolve: (pdf: Buffer) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };
type Running = { child: ChildProcess; made: number; waiting: Map<number, Waiting>; idle?: NodeJS.Timeout };

/**
 * A typesetter in a process of its own, which is begun with the first document, ends when there is none for a while, and is
 * begun anew after some hundreds: the compiler takes 100 MB, more with every document, and gives none of it back.
 */
export function openTypesetter(): Typesetter {
  let current: Running | null = null;
  let last = 0;
  const all = new Set<Running>();

  const retire = (running: Running) => {
    if (current === running) current = null;
    if (running.waiting.size === 0) running.child.kill();
  };

  const begin = (): Running => {
    const child = fork(program, {
      env: {},
      execArgv: [],
      serialization: 'json',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const running: Running = { child, made: 0, waiting: new Map() };
    all.add(running);
    const failAll = () => {
      all.delete(running);
      if (current === running) current = null;
      for (const { reject, timer } of running.waiting.values()) {
        clearTimeout(timer);
        reject(new TypesettingError('The typesetter ended.'));
      }
      running.waiting.clear();
    };
    child.once('error', failAll);
    child.once('exit', failAll);
    child.on('message', (answer: Answer) => {
      const asked = running.waiting.get(answer.id);
      if (asked === undefined) return;
      running.waiting.delete(answer.id);
      clearTimeout(asked.timer);
      if ('pdf' in answer) asked.resolve(Buffer.from(answer.pdf, 'base64'));
      else asked.reject(new TypesettingError(answer.error));
      if (running !== current) retire(running);
      else if (running.waiting.size === 0) running.idle = setTimeout(() => retire(running), idle).unref();
    });
    // A process that waits for work keeps nobody from ending.
    child.unref();
    child.channel?.unref();
    return running;
  };

  return {
    pdf: ({ template, root = dirname(template), data, at }) =>
      new Promise((resolve, reject) => {
        current ??= begin();
        const running = current;
        clearTimeout(running.idle);
        running.made += 1;
        if (running.made >= mostDocuments) current = null;
        const id = ++last;
        const timer = setTimeout(() => running.child.kill('SIGKILL'), patience);
        running.waiting.set(id, { resolve, reject, timer });
        const question: Question = { id, template, root, data: JSON.stringify(data), at: at.getTime() };
        // One that has just ended says so itself, by its exit.
        running.child.send(question, () => {});
      }),
    close: async () => {
      await Promise.all(
        [...all].map(({ child }) => {
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.ref();
          child.kill();
          return ended;
        }),
      );
    },
  };
}
