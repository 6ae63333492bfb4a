import { togetherOf } from '../../platform/db/together.ts';
import { keyedHash } from '../../platform/ids/secret.ts';
import { arrive } from './audit.store.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Arriving } from './audit.store.ts';

/** Who does something. Never a name: staff by the number of their row, the command line by the user of the machine. */
export type Actor =
  | { kind: 'staff'; id: number }
  | { kind: 'command'; user: string }
  | { kind: 'contractor' }
  | { kind: 'system' }
  /** Whoever tries the door of the office, before it is known who they are. */
  | { kind: 'stranger' };

/** Who does something, and from where: `commandLine`, or what `placeOf` makes of an address. */
export type Origin = { actor: Actor; place: string };

/** Somebody of the office, as the one who does something: the number of their row, and their place. */
export function staffOrigin({ id, place }: { id: number; place: string }): Origin {
  return { actor: { kind: 'staff', id }, place };
}

/** What can be done. A new action needs a line here and words for the page of the audit, and no migration. */
export type AuditAction =
  | 'application.completed'
  | 'application.decided'
  | 'application.filed'
  | 'application.lapsed'
  | 'application.listed'
  | 'application.noted'
  | 'application.objected'
  | 'application.read'
  | 'application.released'
  | 'application.resumed'
  | 'application.returned'
  | 'application.submitted'
  | 'application.taken'
  | 'application.undone'
  | 'audit.exported'
  | 'audit.read'
  | 'batch.confirmed'
  | 'counter.read'
  | 'demo.reset'
  | 'document.downloaded'
  | 'document.issued'
  | 'document.key-added'
  | 'figures.exported'
  | 'figures.read'
  | 'figures.rebuilt'
  | 'import.done'
  | 'import.prepared'
  | 'import.undone'
  | 'job.retried'
  | 'message.listed'
  | 'message.retried'
  | 'message.tested'
  | 'inspection.listed'
  | 'inspection.noted'
  | 'inspection.photo-read'
  | 'objection.answered'
  | 'objection.listed'
  | 'phone.asked'
  | 'phone.changed'
  | 'phone.declined'
  | 'phone.stopped'
  | 'privacy.erased'
  | 'privacy.exported'
  | 'privacy.searched'
  | 'promise.moved'
  | 'reminder.agreed'
  | 'reminder.stopped'
  | 'reminder.used'
  | 'reminder.written'
  | 'register.changed'
  | 'register.exported'
  | 'register.read'
  | 'retention.erased'
  | 'satisfaction.read'
  | 'settings.changed'
  | 'staff.added'
  | 'staff.changed'
  | 'staff.enrolled'
  | 'staff.linked'
  | 'staff.password-changed'
  | 'staff.read'
  | 'staff.refused'
  | 'staff.removed'
  | 'staff.sessions-ended'
  | 'staff.signed-in'
  | 'staff.signed-out'
  | 'staff.unlinked'
  | 'application.confirmed'
  | 'application.prepared'
  | 'application.sent-back'
  | 'application.taken-back'
  | 'delegation.ended'
  | 'delegation.given'
  | 'delegation.read'
  | 'view.changed'
  | 'view.deleted'
  | 'view.saved';

/**
 * One thing that was done. `subject`: to what, `import:3`, `setting:calendar.weekend`, `application:17`. `reason`: why, in the
 * words of whoever did it; empty where none is asked for. `data`: ids, counts and values of settings; nothing personal.
 */
export type AuditEntry = Origin & {
  action: AuditAction;
  subject: string;
  reason?: string;
  data?: Readonly<Record<string, unknown>>;
};

/** The place of whoever sits at the machine itself. */
export const commandLine = 'command line';

/** An address as the audit keeps it: the same address is told to be the same, and no address is told. */
export function placeOf(secret: string, address: string): string {
  return `address:${keyedHash(secret, 'audit place', address).toString('hex').slice(0, 32)}`;
}

/** An actor as it is written: `staff:17`, `command:noor`, `contractor`, `system`, `stranger`. */
function writeActor(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.id}`;
    case 'command':
      return `command:${actor.user}`;
    case 'contractor':
    case 'system':
    case 'stranger':
      return actor.kind;
  }
}

/**
 * Records what a transaction does, in that transaction: both are committed, or neither. Entries are chained at the commit, so
 * it costs nobody a wait before that. Not in a transaction that is `repeatable read`: its commit would fail (25001).
 */
export async function record(trx: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  await arrive(trx, [arriving(entry)]);
}

/**
 * Records what somebody reads, before they see it; not in a transaction. Those who read at the same moment are recorded by
 * one statement.
 */
export async function recordRead(db: Database, entry: AuditEntry): Promise<void> {
  await together(db, arriving(entry));
}

const together = togetherOf(async (db: Database, entries: Arriving[]) => {
  await arrive(db.query, entries);
  return entries;
});

function arriving(entry: AuditEntry): Arriving {
  return {
    actor: writeActor(entry.actor),
    action: entry.action,
    subject: entry.subject,
    reason: entry.reason ?? '',
    place: entry.place,
    data: JSON.stringify(entry.data ?? {}),
  };
}
