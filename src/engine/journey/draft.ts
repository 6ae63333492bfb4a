import type { Lang } from '../../platform/i18n/lang.ts';
import type { Answers } from '../define/answers.ts';
import type { FoundRow, Refusal } from '../define/register.ts';

/** Why there can be no application for what the answers name: each has the service's own words. */
export type NotPossible =
  | { kind: 'miss' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'already-open'; since: string; subject: string };

/** What the last look-up said, when it was not a plain «found». */
export type LookUpOutcome =
  | NotPossible
  | { kind: 'down' }
  /** What was shown, or a choice that was made, is no longer so: to be looked at again before submitting. */
  | { kind: 'changed' }
  /** The register was down, and answered at submitting: what it says is to be looked at before it binds. */
  | { kind: 'answers-again' };

/**
 * What is proven: a code on the screen, or one that reached the phone. Both are bound to the number: another number
 * is proven anew. `asksForSms`: the person cannot see or hear the code on the screen.
 */
export type Proof = {
  screen?: { phone: string; at: string };
  /** `link`: no code was asked for, since they came by the link of a reminder that this phone received. */
  sms?: { phone: string; at: string; link?: true };
  asksForSms?: boolean;
  counter?: CounterProof;
};

/**
 * What somebody of the office saw of the person at the counter, instead of a code: it is bound to the number as well, and
 * another look-up takes it away. Good at the counter only.
 */
export type CounterProof = {
  phone: string;
  at: string;
  staffId: number;
  paper: Paper;
  /** Which paper, when it is another one. */
  paperWords: string;
  /** Who is there for the contractor; null: the contractor is. */
  representative: string | null;
  /** The language in which the person wants to be written to. */
  lang: Lang;
};

/** The papers by which a person at the counter shows who they are. */
export const papers = ['national-id', 'passport', 'residence-card', 'other'] as const;
export type Paper = (typeof papers)[number];

/** An application that is being filled in: a row in the database, never a session. */
export type Draft = {
  /** The intent: it becomes the application's, so that submitting twice makes one. */
  id: string;
  service: string;
  version: number;
  lang: Lang;
  /** What was typed, as it was typed, also when it is wrong. */
  typed: Record<string, string>;
  /** What was read from it, canonical. A step whose answers are wrong has none here. */
  answers: Answers;
  found: FoundRow | null;
  /** When the register said so, if it is remembered; `null`: it was asked, or nothing was found. */
  learntAt: Date | null;
  /** The register was down, and the person went on without it. Another look-up takes it back. */
  unchecked: boolean;
  outcome: LookUpOutcome | null;
  proof: Proof;
  /** Counts saves: who saves over another's save is told to load again. 0: not stored yet. */
  revision: number;
};

/** A draft of which nothing is stored yet. */
export function emptyDraft(id: string, service: { slug: string; version: number }, lang: Lang): Draft {
  return {
    id,
    service: service.slug,
    version: service.version,
    lang,
    typed: {},
    answers: {},
    found: null,
    learntAt: null,
    unchecked: false,
    outcome: null,
    proof: {},
    revision: 0,
  };
}
