import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * Where Chromium is: named by `CHROMIUM`, as Debian puts it, or somewhere in `PATH`.
 * @throws Error with what to do when there is none
 */
function findChromium(): string {
  const named = process.env['CHROMIUM'];
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)].filter(Boolean);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const places = named ? [named] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const found = places.find(mayRun);
  if (found === undefined)
    throw new Error(
      named
        ? `CHROMIUM names ${named}, which cannot be run.`
        : 'These tests need Chromium: `apt-get install chromium`, or name one in CHROMIUM.',
    );
  return found;
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts Chromium without a screen and without anything that it does by itself. `letters`: the size of letters that its
 * user chose, in pixels, 16 without. `camera`: a film (Y4M) that its camera sees. Close it when done.
 */
export function launchChromium({
  letters = 16,
  camera,
}: { letters?: number; camera?: string } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--blink-settings=defaultFontSize=${letters}`,
      ...(camera === undefined
        ? []
        : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]),
    ],
  });
}
