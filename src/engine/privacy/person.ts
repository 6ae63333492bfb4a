import { hash } from 'node:crypto';
import type { State } from '../applications/application.ts';

/** Whose data: all applications with this number of the register, or with this phone (E.164). */
export type WhoseData = { contractor: string } | { phone: string };

/** Why an application must be kept, and until when where that is known, `YYYY-MM-DD`. */
export type Kept =
  | { why: 'open' | 'objection' | 'not-told'; until: null }
  /** The term that it added is still in force. */
  | { why: 'term'; until: string };

/** One application of somebody, and what erasing would do with it. */
export type PersonApplication = {
  id: number;
  reference: string;
  service: string;
  submittedAt: Date;
  state: State;
  /** Null: it can be erased. */
  kept: Kept | null;
  /** The document that it issued, which can be checked until this day whatever becomes of the application; null: none. */
  document: { code: string; until: string } | null;
};

/** What is there of a person, and what erasing would do. */
export type ErasurePlan = {
  applications: PersonApplication[];
  /** Unfinished applications in which the phone was given. */
  drafts: number;
  /** Of what was seen: whoever confirms names it. */
  fingerprint: string;
};

/** The fingerprint of a plan: another application, or another fate of one, and it is another plan. */
export function fingerprintOf(applications: readonly PersonApplication[], drafts: number): string {
  const seen = applications.map(({ id, kept }) => [id, kept]);
  return hash('sha256', JSON.stringify([seen, drafts])).slice(0, 32);
}
