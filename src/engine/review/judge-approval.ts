import { freezeDocument } from '../documents/freeze-document.ts';
import { lookUpOf } from '../journey/walk.ts';
import { lastDaysOf } from './adjust-term.ts';
import { askRegister } from './ask-register.ts';
import { whatChanged } from './what-changed.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { TermGiven } from '../applications/application.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { LastDays } from './adjust-term.ts';
import type { Frozen } from '../documents/document.ts';
import type { BothDays } from './ask-register.ts';
import type { OfficeApplication } from './cases.store.ts';
import type { Revision } from './revision.ts';
import type { Changes } from './what-changed.ts';

/** Ends the transaction when the register does not answer: what failed in it may have spoilt it. */
export class RegisterDown extends Error {
  override name = 'RegisterDown';
}

/** Why an application is not approved now. */
export type NotApprovable =
  /** To be looked at again. */
  | { kind: 'changed'; changes: Changes }
  /** There is nothing to approve any more: a rule refuses now as it would have then, or the row is gone. */
  | { kind: 'refused-by-rule'; outcome: NotPossible };

/**
 * What judging ends in. `term`: the one that the rule gives; `document`: what will stand on the document; `lastDays`: between which days its last one may be put; `give`
 * adds a term to the permit, where the terms are ours.
 */
export type ApprovalJudged =
  | {
      kind: 'approvable';
      term: TermGiven | null;
      lastDays: LastDays | null;
      document: Frozen | null;
      give: (term: TermGiven | null) => Promise<void>;
    }
  | NotApprovable;

/**
 * Judges an approval within its transaction, which has the application locked: the permit is held until it ends, and the
 * register is asked again.
 * @throws RegisterDown when it does not answer itself: an approval needs its own word, not what is remembered of it
 */
export async function judgeApproval(
  ctx: Context,
  trx: Transaction<Schema>,
  service: Service,
  application: OfficeApplication,
  days: BothDays,
  seen: Revision,
): Promise<ApprovalJudged> {
  const terms = ctx.sources[lookUpOf(service).register.source]?.terms;
  // Before the row is read: who withdraws the permit, or adds a term, waits for us or is seen.
  await terms?.lock(application.answers, trx);
  const register = await askRegister(ctx, service, application, days, trx, { hold: true });
  if (register.kind === 'down' || (register.kind === 'row' && register.learntAt !== null))
    throw new RegisterDown('The register does not answer');
  if (register.kind === 'miss') return { kind: 'refused-by-rule', outcome: { kind: 'miss' } };
  if (register.stands !== null)
    return { kind: 'refused-by-rule', outcome: { kind: 'refused', refusal: register.stands } };
  const changes = whatChanged(seen, register);
  if (changes !== null) return { kind: 'changed', changes };
  const give = async (term: TermGiven | null) => {
    if (term !== null) await terms?.add(application.answers, trx, { ...term, applicationId: application.id });
  };
  const { term } = register;
  const document = register.document && freezeDocument(ctx, service, days.today, register.document);
  return { kind: 'approvable', term, lastDays: lastDaysOf(term, days.today, service), document, give };
}
