import { demoPermits, demoSettings } from '../../../src/services/contractor-permit-renewal/examples.ts';
import { whyNotRenewable } from '../../../src/services/contractor-permit-renewal/rules.ts';
import type { RenewalSettings } from '../../../src/services/contractor-permit-renewal/settings.ts';

/** The three numbers of a permit, as they are typed. */
export type Numbers = { contractorNumber: string; permitNumber: string; permitYear: string };

const today = Temporal.Now.plainDateISO('Asia/Amman');
const settings = Object.fromEntries(
  Object.entries(demoSettings).map(([name, value]) => [name, { value, since: '2000-01-01' }]),
) as unknown as RenewalSettings;

const all = demoPermits(today).map((permit) => {
  const { contractorNumber, permitNumber, permitYear } = permit;
  return {
    numbers: {
      contractorNumber: String(contractorNumber),
      permitNumber: String(permitNumber),
      permitYear: String(permitYear),
    },
    refusal: whyNotRenewable({ ...permit, term: 1 }, { today, settings })?.code ?? null,
  };
});

const renewable = all.filter((each) => each.refusal === null);
let taken = 0;

/** A permit of the demo that can be renewed, and that no other test of this file was given. */
export function renewablePermit(): Numbers {
  const next = renewable[taken];
  taken += 1;
  if (!next) throw new Error('The demo has no more permits that can be renewed');
  return next.numbers;
}

/** A permit of the demo that a rule refuses. */
export function refusedPermit(code: string): Numbers {
  const found = all.find((each) => each.refusal === code);
  if (!found) throw new Error(`The demo has no permit that is refused as ${code}`);
  return found.numbers;
}

/** Numbers that no permit has. */
export const missingPermit: Numbers = {
  contractorNumber: '99999',
  permitNumber: '1',
  permitYear: String(today.year),
};
