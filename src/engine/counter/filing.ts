import type { Paper } from '../journey/draft.ts';

/**
 * An application that somebody of the office filed for a person at the counter: who filed it, by which paper the person
 * was known, and who was there. It is a fact of the office: no contractor's page shows it.
 */
export type Filing = {
  by: { id: number; name: string };
  at: Date;
  paper: Paper;
  /** Which paper, when it was another one. */
  paperWords: string;
  /** Who was there for the contractor; null: the contractor was. */
  representative: string | null;
};
