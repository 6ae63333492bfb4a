import { keyedHash } from '../../platform/ids/secret.ts';
import type { Visitor } from '../context.ts';
import type { Actor } from '../staff/person.ts';

/**
 * Somebody of the office as the visitor who fills a draft in at the counter. The holder follows from the person and
 * not from a cookie: what they begin as a contractor, in the same browser, is another's, and their drafts of the counter
 * are in whichever browser they are signed in. Limits count the person, since an office has one address for all.
 */
export function counterVisitor(secret: string, actor: Actor): Visitor {
  const holder = keyedHash(secret, 'drafts of the counter', String(actor.id));
  return { holder, address: `counter of ${actor.id}`, counter: actor };
}
