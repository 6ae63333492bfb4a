import { review } from '../../engine/define/review.ts';
import { nextTerm } from './rules.ts';
import type { Fact, PermitRow, RuleContext } from '../../engine/define/register.ts';
import type { RenewalSettings } from './settings.ts';

/** How a renewal is decided: an approval adds the next term. */
export const renewalReview = review({
  reason: 'reason',
  row: (permit: PermitRow) => ({
    contractorName: text(permit.contractorName),
    contractorNumber: number(permit.contractorNumber),
    type: text(permit.type),
    location: text(permit.location),
    term: number(permit.term),
    validFrom: date(permit.validFrom),
    validUntil: date(permit.validUntil),
    withdrawnOn: date(permit.withdrawnOn),
    suspendedOn: date(permit.suspendedOn),
  }),
  approval: (permit: PermitRow, { settings }: RuleContext<RenewalSettings>) =>
    nextTerm(permit, settings.term.value),
});

/** What the register does not say is a dash. */
function text(words: string): Fact {
  return { kind: 'text', text: words === '' ? '–' : words };
}

function number(value: number): Fact {
  return { kind: 'number', text: String(value) };
}

function date(day: string | null): Fact {
  return day === null ? text('') : { kind: 'date', date: day };
}
