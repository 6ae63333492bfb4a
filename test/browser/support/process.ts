import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freshDataDir } from '../../support/database.ts';
import { launchChromium } from './chromium.ts';
import { freePort } from './stage.ts';
import { openWindow } from './window.ts';
import type { ChildProcess } from 'node:child_process';
import type { Window, WindowOptions } from './window.ts';

const program = join(import.meta.dirname, '../../../bin/tajdeed.js');

/** The portal as people start it, in a process of its own, and a browser beside it. */
export type RealStage = {
  url: string;
  open: (options?: WindowOptions) => Promise<Window>;
  close: () => Promise<void>;
};

/** Starts the portal's demo with a data folder of its own, waits until it is ready, and starts Chromium. */
export async function startRealStage(): Promise<RealStage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [program, 'start'], {
    env: { PATH, HOME, TMPDIR, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: await freshDataDir() },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // However the test ends, the portal ends with it.
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    said += part.toString();
  });
  try {
    await untilReady(child, url, () => said);
    const browser = await launchChromium();
    return {
      url,
      open: (options) => openWindow(browser, url, options),
      close: async () => {
        await browser.close();
        await stop(child);
      },
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}: ${said()}`);
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await wait(100);
  }
  throw new Error(`The portal was not ready within 30 seconds: ${said()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await Promise.race([once(child, 'exit'), wait(5000, undefined, { ref: false })]);
  if (child.exitCode === null) child.kill('SIGKILL');
}
