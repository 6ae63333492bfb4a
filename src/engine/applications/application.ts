import type { Lang } from '../../platform/i18n/lang.ts';
import type { Shown } from './freeze.ts';

/** An application as it was submitted. */
export type Application = {
  id: number;
  reference: string;
  service: string;
  lang: Lang;
  shown: Shown;
  phone: string;
  submittedAt: Date;
  promisedOn: string;
};
