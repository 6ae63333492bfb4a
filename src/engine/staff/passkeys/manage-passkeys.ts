import { record, staffOrigin } from '../../audit/record.ts';
import { holdPerson } from '../staff.store.ts';
import { readPasskeyName } from './add-passkey.ts';
import { deletePasskey, readPasskeys, writeName } from './passkeys.store.ts';
import type { Context } from '../../context.ts';
import type { Session } from '../sessions.ts';
import type { Passkey } from './passkey.ts';

/** The passkeys of who is signed in, the oldest first. */
export function listPasskeys(ctx: Context, { person }: Session): Promise<Passkey[]> {
  return readPasskeys(ctx.db.query, person.id);
}

/** Gives a passkey another name. */
export async function renamePasskey(
  ctx: Context,
  { person }: Session,
  id: number,
  typed: string,
): Promise<{ kind: 'done' } | { kind: 'unknown' } | { kind: 'invalid-name' }> {
  const name = readPasskeyName(typed);
  if (name === null) return { kind: 'invalid-name' };
  return (await writeName(ctx.db.query, person.id, id, name)) ? { kind: 'done' } : { kind: 'unknown' };
}

/** What removing a passkey ends in. `last`: without it only the password would be left, and this office asks for two. */
export type RemoveResult = { kind: 'done' } | { kind: 'unknown' } | { kind: 'last' };

/** Takes a passkey away. In the demo nobody must have a second step. */
export function removePasskey(
  ctx: Context,
  { person }: Session,
  id: number,
  place: string,
): Promise<RemoveResult> {
  return ctx.db.query.transaction().execute(async (trx): Promise<RemoveResult> => {
    // Held, so that of two removals at once one sees that it would be the last.
    const held = await holdPerson(trx, person.id);
    if (held === null) return { kind: 'unknown' };
    const { hasCodes } = held.person;
    // Read once the person is held: what the holding statement counted may be from before it waited.
    const passkeys = await readPasskeys(trx, person.id);
    if (!passkeys.some((each) => each.id === id)) return { kind: 'unknown' };
    if (!ctx.demo && passkeys.length === 1 && !hasCodes && held.person.hasPassword) return { kind: 'last' };
    await deletePasskey(trx, person.id, id);
    await record(trx, {
      ...staffOrigin({ id: person.id, place }),
      action: 'staff.removed',
      subject: `staff:${person.id}`,
      data: { way: 'passkey' },
    });
    return { kind: 'done' };
  });
}
