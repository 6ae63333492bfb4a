import { changePerson } from '../manage-staff.ts';
import { endSessionsOf } from '../sessions.ts';
import { deleteLink, readIdentities, writeLink } from './identities.store.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Change, ManageResult } from '../manage-staff.ts';
import type { Identity } from './identity.ts';

/** Who a person is, or asks to be, at the city's sign-in. */
export function listIdentities(db: Database, personId: number): Promise<Identity[]> {
  return readIdentities(db.query, personId);
}

/**
 * Says that somebody who came from the city's sign-in with a person's login is this person: from now on they come in as them. It is for
 * who knows both. Asked no more, nothing is changed.
 */
export function linkIdentity(db: Database, change: Change, identity: number): Promise<ManageResult> {
  return changePerson(db, change, false, async (trx, { id }) => {
    if (!(await writeLink(trx, id, identity))) return null;
    return { action: 'staff.linked', data: { identity } };
  });
}

/** Takes the link away, and ends the person's sessions: they come in by their password, if they have one. */
export function unlinkIdentity(db: Database, change: Change): Promise<ManageResult> {
  return changePerson(db, change, false, async (trx, { id }) => {
    if (!(await deleteLink(trx, id))) return null;
    await endSessionsOf(trx, id);
    return { action: 'staff.unlinked' };
  });
}
