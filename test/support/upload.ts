import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { origin } from './portal.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { Browser } from './browser.ts';
import type { Portal } from './portal.ts';

/** Sends a file as a browser does: the bytes, under a name, in the field of the form. */
export async function upload(
  portal: Portal,
  browser: Browser,
  file: string | { name: string; bytes: Buffer },
  options: { field?: string; path?: string } = {},
): Promise<LightMyRequestResponse> {
  const { name, bytes } =
    typeof file === 'string' ? { name: basename(file), bytes: readFileSync(file) } : file;
  const boundary = '----a-boundary-of-tests';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${options.field ?? 'file'}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return portal.app.inject({
    method: 'POST',
    url: options.path ?? '/ar/staff/register/imports',
    headers: {
      origin,
      cookie: [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}
