import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PhoneChange, PhoneChangeState } from './phone-change.ts';

const columns = sql`id, application_id as "applicationId", old_phone as "oldPhone", new_phone as "newPhone",
  asked_at as "askedAt", due_at as "dueAt", state, state_at as "stateAt",
  case when staff_id is not null then jsonb_build_object('id', staff_id, 'name', staff_name) end as by`;

/** The changes of an application, the oldest first. */
export async function findPhoneChanges(db: Kysely<Schema>, applicationId: number): Promise<PhoneChange[]> {
  const { rows } =
    await sql<PhoneChange>`select ${columns} from phone_changes where application_id = ${applicationId} order by id`.execute(
      db,
    );
  return rows;
}

/** The change of this id. */
export async function findPhoneChange(db: Kysely<Schema>, id: number): Promise<PhoneChange | null> {
  const { rows } = await sql<PhoneChange>`select ${columns} from phone_changes where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The change that a link stops, by the hash of its key. */
export async function findByStopHash(db: Kysely<Schema>, hash: Buffer): Promise<PhoneChange | null> {
  const { rows } =
    await sql<PhoneChange>`select ${columns} from phone_changes where stop_hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}

/** Writes a change down that is to be done after so many hours. Null: another one of this application waits. */
export async function insertPhoneChange(
  trx: Transaction<Schema>,
  change: { applicationId: number; oldPhone: string; newPhone: string; hours: number; stopHash: Buffer },
): Promise<{ id: number; dueAt: Date } | null> {
  const { applicationId, oldPhone, newPhone, hours, stopHash } = change;
  const { rows } = await sql<{ id: number; dueAt: Date }>`
    insert into phone_changes (application_id, old_phone, new_phone, due_at, stop_hash)
    values (${applicationId}, ${oldPhone}, ${newPhone}, moment() + make_interval(hours => ${hours}::int), ${stopHash})
    on conflict do nothing returning id, due_at as "dueAt"`.execute(trx);
  return rows[0] ?? null;
}

/** Moves a change that is still to be done on to another state. `false`: it was moved on before. */
export async function movePhoneChange(
  trx: Transaction<Schema>,
  id: number,
  state: PhoneChangeState,
  by: { id: number; name: string } | null = null,
): Promise<boolean> {
  const { rows } = await sql`update phone_changes set state = ${state}, state_at = moment(),
      staff_id = ${by?.id ?? null}, staff_name = ${by?.name ?? null}
    where id = ${id} and state in ('waiting', 'to-confirm') returning id`.execute(trx);
  return rows.length > 0;
}

/** The changes whose wait is over. */
export async function findDueChanges(db: Kysely<Schema>, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from phone_changes
    where state = 'waiting' and due_at <= moment() order by due_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The applications whose other phone the office is to look at, the oldest first. */
export async function findToConfirm(
  db: Kysely<Schema>,
  limit: number,
): Promise<{ applicationId: number; reference: string }[]> {
  const { rows } = await sql<{ applicationId: number; reference: string }>`
    select a.id as "applicationId", a.reference from phone_changes p join applications a on a.id = p.application_id
    where p.state = 'to-confirm' order by p.id limit ${limit}`.execute(db);
  return rows;
}

/** The number waits for its code as a draft does, under a name that no service has: codes, limits and the sweep know it as one. */
const draftName = (applicationId: number) => `phone:${applicationId}`;

/** Keeps the number that this browser wants, in place of the one before. */
export async function keepWanted(
  db: Kysely<Schema>,
  draft: { id: string; holder: Buffer; applicationId: number; version: number; lang: Lang },
  phone: string,
): Promise<void> {
  const answers = JSON.stringify({ phone });
  await sql`insert into drafts (id, holder, service, version, lang, answers)
    values (${draft.id}::uuid, ${draft.holder}, ${draftName(draft.applicationId)}, ${draft.version}, ${draft.lang}, ${answers}::jsonb)
    on conflict (id) do update set answers = excluded.answers, lang = excluded.lang, touched_at = moment(),
      revision = drafts.revision + 1`.execute(db);
}

/** The number that this browser wants and has not proven yet. */
export async function findWanted(
  db: Kysely<Schema>,
  draft: { id: string; holder: Buffer; applicationId: number },
): Promise<string | null> {
  const { rows } = await sql<{ phone: string }>`select answers ->> 'phone' as phone from drafts
    where id = ${draft.id}::uuid and holder = ${draft.holder} and service = ${draftName(draft.applicationId)}`.execute(
    db,
  );
  return rows[0]?.phone ?? null;
}

/** Forgets the numbers that were wanted for an application, in every browser. */
export async function deleteWanted(db: Kysely<Schema>, applicationId: number): Promise<void> {
  await sql`delete from drafts where service = ${draftName(applicationId)}`.execute(db);
}
