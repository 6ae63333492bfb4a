import { review } from '../../engine/define/review.ts';
import { nextTerm } from './rules.ts';
import type { Fact, Facts, PermitRow, Refusal, RuleContext } from '../../engine/define/register.ts';
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
  rehearse: { facts: ['endsOn'], row: permitOfThen },
});

/**
 * A permit as far as the rules ask about it and an application still tells: its end, or since when it was withdrawn or its
 * contractor suspended. The number of its term is not kept; no rule asks for it.
 */
function permitOfThen(shown: Partial<Facts>, refusal: Refusal | null): PermitRow | null {
  const dayOf = (fact: Fact | undefined) => (fact?.kind === 'date' ? fact.date : null);
  const since = dayOf(refusal?.facts['since']);
  const validUntil = dayOf(shown['endsOn']) ?? dayOf(refusal?.facts['endsOn']) ?? since;
  if (validUntil === null) return null;
  return {
    permitNumber: 0,
    permitYear: 0,
    type: '',
    location: '',
    contractorNumber: 0,
    contractorName: '',
    contractorPhone: null,
    term: 1,
    validFrom: null,
    validUntil,
    withdrawnOn: refusal?.code === 'withdrawn' ? since : null,
    suspendedOn: refusal?.code === 'suspended' ? since : null,
  };
}

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
