import { guarded } from '../engine/registers/guard-register.ts';
import { httpRegister } from '../engine/registers/http-register.ts';
import { permitsInDatabase } from '../engine/registers/permits.store.ts';
import { remembering } from '../engine/registers/remember-permits.ts';
import { sqlRegister } from '../engine/registers/sql-register.ts';
import { openForeignPostgres } from '../platform/db/postgres.ts';
import type { RegisterSource } from '../engine/registers/register-source.ts';
import type { RemoteRegister } from '../engine/registers/remote-register.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log/log.ts';
import type { RegisterPlace } from './register-file.ts';

/** The registers that are connected, by the names that services use. Close them before the database. */
export type Registers = { sources: Record<'permits', RegisterSource>; close: () => Promise<void> };

/** The names that services may use. */
export const registerNames = ['permits'];

/** Connects the register of permits: our own tables, or where the city keeps it. Nothing is asked yet. */
export function connectRegisters(place: RegisterPlace | null, db: Database, log: Log): Registers {
  if (place === null) return { sources: { permits: permitsInDatabase }, close: () => Promise.resolve() };
  const remote = guarded(openRegister(place), place.limits, log, 'permits');
  const permits = remembering(remote, { where: whereIs(place), db, log });
  return { sources: { permits }, close: () => permits.close() };
}

/** The register itself, unguarded. */
function openRegister(place: RegisterPlace): RemoteRegister {
  const { timeoutMs, atOnce } = place.limits;
  if (place.kind === 'http') return httpRegister(place, timeoutMs);
  const { query, close } = openForeignPostgres(place.url, atOnce, timeoutMs);
  return sqlRegister(place, query, close);
}

/** Where the register lives, for people and as the name of its memory; without user and password. */
export function whereIs(place: RegisterPlace): string {
  const { host, pathname } = new URL(place.url);
  if (place.kind === 'sql') return `${place.view} in PostgreSQL ${host}${pathname}`;
  return `${place.method} ${place.url.split('?')[0]}`;
}
