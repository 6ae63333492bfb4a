import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';

const program = join(import.meta.dirname, '../../bin/tajdeed.js');
const children = new Set<ChildProcess>();
process.once('exit', killAll);

/** Ends every process that this test file started, at once. */
export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** The environment of a child: nothing of ours reaches it but what is needed to run at all. */
function environment(own: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  // What these tests count is what they made themselves.
  return { PATH, HOME, DEMO_HISTORY: 'off', ...(TMPDIR !== undefined && { TMPDIR }), ...own };
}

/** What a command said and how it ended. */
export type Ended = { code: number | null; out: string; err: string; ms: number };

/** Runs the command line to its end; after `patience` milliseconds it is killed and `code` is null. */
export async function command(
  args: readonly string[],
  env: Record<string, string>,
  patience = 30_000,
): Promise<Ended> {
  const began = performance.now();
  const child = launch([program, ...args], env);
  const said = listen(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, ...said(), ms: performance.now() - began };
}

/** A portal that runs in a process of its own. */
export type PortalProcess = {
  port: number;
  url: string;
  bootId: string;
  /** From the start of the process until it was ready, in milliseconds. */
  startedIn: number;
  said: () => { out: string; err: string };
  /** `kill -9`; resolves when the process is gone. */
  kill: () => Promise<void>;
  /** Asks it to stop; resolves with its exit code and how long it took. */
  stop: (signal?: 'SIGTERM' | 'SIGINT') => Promise<{ code: number | null; ms: number }>;
};

/**
 * Starts the portal as people do, and waits until it is ready: until the process we started answers, told by a boot id
 * that is not the one before. `node`: another Node than the one that runs the tests.
 */
export async function startPortal(
  env: Record<string, string>,
  options: { port?: number; before?: string | undefined; node?: string } = {},
): Promise<PortalProcess> {
  const port = options.port ?? (await freePort());
  const began = performance.now();
  const child = launch([program, 'start'], { PORT: String(port), ...env }, options.node);
  const said = listen(child);
  const gone = once(child, 'close') as Promise<[number | null]>;
  let ended = false;
  void gone.then(() => (ended = true));
  const url = `http://127.0.0.1:${port}`;
  const bootId = await becomesReady(url, options.before, () => ended, said);
  return {
    port,
    url,
    bootId,
    startedIn: performance.now() - began,
    said,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async (signal = 'SIGTERM') => {
      const asked = performance.now();
      child.kill(signal);
      const [code] = await gone;
      return { code, ms: performance.now() - asked };
    },
  };
}

/** Starts the portal and kills it after so many milliseconds, ready or not. */
export async function startAndKill(env: Record<string, string>, after: number): Promise<void> {
  const child = launch([program, 'start'], env);
  const gone = once(child, 'close');
  await wait(after);
  child.kill('SIGKILL');
  await gone;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function launch(args: readonly string[], env: Record<string, string>, node = process.execPath): ChildProcess {
  const child = spawn(node, args, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

function listen(child: ChildProcess): () => { out: string; err: string } {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return () => ({ out, err });
}

async function becomesReady(
  url: string,
  before: string | undefined,
  ended: () => boolean,
  said: () => { err: string },
): Promise<string> {
  for (const until = performance.now() + 30_000; performance.now() < until; await wait(25)) {
    if (ended()) throw new Error(`The portal ended at its start: ${said().err}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.status !== 200) continue;
    const { bootId } = (await answer.json()) as { bootId: string };
    if (bootId !== before) return bootId;
  }
  throw new Error(`The portal was not ready within 30 seconds: ${said().err}`);
}
