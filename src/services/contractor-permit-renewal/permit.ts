import { join } from 'node:path';
import { issues } from '../../engine/define/document.ts';
import type { PermitRow } from '../../engine/define/register.ts';
import type { RenewalSettings } from './settings.ts';

/** What stands on a renewed permit: who may do what, where, and from when until when. `permit.typ` says how it looks. */
export const renewedPermit = issues({
  template: join(import.meta.dirname, 'permit.typ'),
  conditions: 'permit-conditions' satisfies keyof RenewalSettings,
  read: (permit: PermitRow, term) => ({
    facts: {
      permit: { kind: 'number', text: `${permit.permitNumber} / ${permit.permitYear}` },
      term: { kind: 'number', text: String(term.ordinal) },
      contractorName: { kind: 'text', text: permit.contractorName },
      contractorNumber: { kind: 'number', text: String(permit.contractorNumber) },
      type: { kind: 'text', text: permit.type === '' ? '–' : permit.type },
      location: { kind: 'text', text: permit.location === '' ? '–' : permit.location },
      from: { kind: 'date', date: term.from.toString() },
      until: { kind: 'date', date: term.until.toString() },
    },
    paper: {
      number: String(permit.permitNumber),
      year: permit.permitYear,
      holderNumber: String(permit.contractorNumber),
      holder: permit.contractorName,
    },
  }),
  withdrawnOn: ({ withdrawnOn }) => withdrawnOn,
});
