import { permitSubject, register } from '../../engine/define/register.ts';
import { nextTerm, whyNotRenewable } from './rules.ts';
import type { PermitRow, RuleContext } from '../../engine/define/register.ts';
import type { RenewalSettings } from './settings.ts';

/**
 * How a permit is found, and what its row means to a renewal. A stranger who copied three numbers from a permit learns
 * the contractor's name and whether and until when it can be renewed: nothing else of the row is shown.
 */
export const permits = register({
  source: 'permits',
  refuse: whyNotRenewable,
  read: (permit: PermitRow, { settings }: RuleContext<RenewalSettings>) => ({
    subject: permitSubject(permit),
    name: permit.contractorName,
    label: `${permit.permitNumber} / ${permit.permitYear}`,
    phone: permit.contractorPhone,
    shown: {
      contractorName: { kind: 'text', text: permit.contractorName },
      endsOn: { kind: 'date', date: permit.validUntil },
      wouldEndOn: { kind: 'date', date: nextTerm(permit, settings.term.value).until.toString() },
      fee: { kind: 'money', fils: settings.fee.value },
    },
  }),
});
