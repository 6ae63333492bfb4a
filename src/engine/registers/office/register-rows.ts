import type { State } from '../../applications/application.ts';

/** Who changed something of the register, and why: an import, or somebody of the office. Neither: it came with the register. */
export type StopEvent = {
  id: number;
  kind: 'withdrawn' | 'restored' | 'suspended' | 'reinstated';
  /** Since when it holds; a day to come is announced. */
  day: string;
  at: Date;
  by: string | null;
  /** The reason of the city's list, as it read then. */
  given: { code: string; ar: string; en: string } | null;
  words: string;
  importId: number | null;
};

/** A contractor as the register has them. */
export type ContractorRow = {
  id: number;
  number: number;
  name: string;
  /** Since when they are suspended, or will be; null: they are not. */
  suspendedOn: string | null;
};

/** Where a permit stands on a day. It is derived, and stored nowhere. */
export type PermitStatus = 'withdrawn' | 'to-be-withdrawn' | 'expired' | 'not-begun' | 'in-force';

/** A permit as the register has it, with its last term. */
export type PermitRecord = {
  id: number;
  number: number;
  year: number;
  type: string;
  location: string;
  utilityOwner: string;
  issuedOn: string | null;
  phone: string | null;
  term: number;
  validFrom: string | null;
  validUntil: string;
  withdrawnOn: string | null;
  importId: number | null;
  contractor: ContractorRow;
};

/** An application, as the register's pages name it. */
export type ApplicationLine = { id: number; reference: string; submittedAt: Date; state: State };

/** An import that touched a row, and how. */
export type Touch = {
  importId: number;
  at: Date;
  file: string;
  how: 'added' | 'changed' | 'status';
  undone: boolean;
};

/** Where a permit stands on a day: the gravest that is so. */
export function permitStatus(
  permit: Pick<PermitRecord, 'withdrawnOn' | 'validFrom' | 'validUntil'>,
  today: string,
): PermitStatus {
  const { withdrawnOn, validFrom, validUntil } = permit;
  if (withdrawnOn !== null && withdrawnOn <= today) return 'withdrawn';
  if (validUntil < today) return 'expired';
  if (withdrawnOn !== null) return 'to-be-withdrawn';
  return validFrom !== null && validFrom > today ? 'not-begun' : 'in-force';
}

/** The number of a permit as people write it. */
export function permitLabel({ number, year }: { number: number; year: number }): string {
  return `${number} / ${year}`;
}
