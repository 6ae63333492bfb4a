import { nothing } from '../../ui/html.ts';
import type { PreviewResult } from '../../../engine/review/preview-decision.ts';
import type { ReturnPreview } from '../../../engine/review/preview-return.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';

/** The fields of the view's forms. */
export type CaseField =
  | 'reason'
  | 'words'
  | 'note'
  | 'day'
  | 'asked'
  | 'askedFor'
  | 'until'
  | 'termReason'
  | 'toOffice'
  | 'answer'
  | 'answerWords';

/** What the view shows beside the case: what was typed, what is wrong with it, and what was asked to be seen. */
export type CaseForm = {
  typed: Record<Exclude<CaseField, 'askedFor'>, string>;
  /** The answers that the contractor is to complete. */
  ticked: readonly string[];
  errors: FormErrors<CaseField>;
  /** What happened to what was just asked for, said before everything else. */
  said: Html;
  /** The decision as its contractor will read it. */
  preview: PreviewResult | null;
  /** The return as its contractor will read it. */
  returnPreview: ReturnPreview | null;
};

/** Nothing was typed yet. */
export const emptyForm: CaseForm = {
  typed: {
    reason: '',
    words: '',
    note: '',
    day: '',
    asked: '',
    until: '',
    termReason: '',
    toOffice: '',
    answer: '',
    answerWords: '',
  },
  ticked: [],
  errors: { fields: [], general: [] },
  said: nothing,
  preview: null,
  returnPreview: null,
};
