import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ChildProcess } from 'node:child_process';

/** A server in a process of its own. */
export type Server = {
  port: number;
  /** Seconds from the start of the process until it answered. */
  startedIn: number;
  /** Microseconds of processor time, all threads, since the process began. */
  cpu: () => number;
  /** Megabytes that the process occupies. */
  memory: () => number;
  stop: () => Promise<void>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const packageJson = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: { start: string } };

const running = new Set<ChildProcess>();

/** Ends every server that is still there: for the way out after a failure. */
export function killServers(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Starts the portal as people start it, with more arguments if there are any. */
export function startPortal(env: Record<string, string>, more: readonly string[] = []): Promise<Server> {
  // `npm start` says how: `NAME=value node <options> bin/tajdeed.js start`.
  const all = packageJson.scripts.start.split(' ');
  const at = all.indexOf('node');
  const words = all.slice(at + 1);
  const own = Object.fromEntries(all.slice(0, at).map((word) => word.split('=') as [string, string]));
  const file = words.findIndex((word) => word.endsWith('.js'));
  return start(
    `${root}${words[file] ?? ''}`,
    [...words.slice(file + 1), ...more],
    { ...own, DEMO_APPLICATIONS: 'none', ...env },
    words.slice(0, file),
  );
}

/** Starts one of the bare servers, by its file. */
export function startBare(file: string, env: Record<string, string> = {}): Promise<Server> {
  return start(fileURLToPath(new URL(`../servers/${file}`, import.meta.url)), [], env);
}

async function start(
  file: string,
  args: string[],
  env: Record<string, string>,
  options: string[] = [],
): Promise<Server> {
  const port = await freePort();
  const began = performance.now();
  const nodeOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean);
  const child = spawn(process.execPath, [...options, ...nodeOptions, file, ...args], {
    env: { PATH: process.env['PATH'], ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  running.add(child);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(() => running.delete(child));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { pid } = child;
  return {
    port,
    startedIn: (performance.now() - began) / 1000,
    cpu: () => processorTime(pid ?? 0),
    memory: () => occupied(pid ?? 0),
    stop: () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Linux counts in hundredths of a second: rounds must last seconds, not moments. */
function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function occupied(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
