import { once } from 'node:events';
import { createServer } from 'node:net';
import { openPortal } from '../../support/portal.ts';
import { launchChromium } from './chromium.ts';
import { openWindow } from './window.ts';
import type { Portal } from '../../support/portal.ts';
import type { Service } from '../../../src/engine/define/define-service.ts';
import type { RegisterSource } from '../../../src/engine/registers/register-source.ts';
import type { Window, WindowOptions } from './window.ts';

/** A portal in the test's own process that listens, and a browser beside it. */
export type Stage = {
  url: string;
  portal: Portal;
  open: (options?: WindowOptions) => Promise<Window>;
  close: () => Promise<void>;
};

/** Opens a portal on a free port, at a moment if one is given, with a database of its own, and Chromium, with letters of a size. Close it when done. */
export async function openStage({
  letters,
  ...options
}: {
  services?: readonly Service[];
  sources?: Record<string, RegisterSource>;
  letters?: number;
  at?: string;
} = {}): Promise<Stage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const portal = await openPortal({ ...options, publicUrl: url });
  try {
    await portal.app.listen({ host: '127.0.0.1', port });
    const browser = await launchChromium({ ...(letters !== undefined && { letters }) });
    return {
      url,
      portal,
      open: (given) => openWindow(browser, url, given),
      close: async () => {
        await browser.close();
        await portal.close();
      },
    };
  } catch (error) {
    await portal.close();
    throw error;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}
