import { randomUUID } from 'node:crypto';
import { fillRegister, makeDatabase, permitNumbers } from './database.ts';
import { http } from './load.ts';
import { startPortal } from './server.ts';
import type { Server } from './server.ts';

/** The portal on PostgreSQL, with a register of a million permits. */
export type Site = { url: string; portal: Server };

/** The name of its database. */
export const siteDatabase = 'tajdeed_bench';

/** Permits of its register. */
const siteSize = 1_000_000;

/** The address of the service's rooms. */
export const renewal = '/ar/services/contractor-permit-renewal';

/** Makes the database and starts a web process of the portal on it; the messages wait for a worker. */
export async function openSite(): Promise<Site> {
  const url = await makeDatabase(siteDatabase);
  await fillRegister(url, siteSize);
  return { url, portal: await startPortal({ DATABASE_URL: url }, ['--no-worker']) };
}

/** The cookie of a browser by its number. */
export function cookieOf(browser: number, of = 'b'): string {
  return `tajdeed=${keyOf(browser, of)}`;
}

/** The key in that cookie. */
export function keyOf(browser: number, of = 'b'): string {
  return `${of}${String(browser).padStart(21, '0')}`;
}

let used = 0;

/** A browser's first form: numbers of a permit that no request asked for yet, a new cookie and a new draft. */
export function lookUpRequest(port: number): string {
  used += 1;
  // A step that shares no factor with the register's size: neighbours in time are strangers in the table.
  const permit = permitNumbers((used * 7_919) % siteSize);
  const form = { draft: randomUUID(), ...permit };
  return http(port, `${renewal}/permit`, { cookie: cookieOf(used), form });
}
