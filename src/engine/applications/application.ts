import type { Lang } from '../../platform/i18n/lang.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { Shown } from './freeze.ts';

/** What happened to an application. It only ever grows, and says where the application stands. */
export type ApplicationEvent =
  /** `unchecked`: the register was down, and is asked as soon as it answers. */
  | { kind: 'submitted'; at: Date; unchecked: boolean }
  /** The register answered: it can be renewed, or whatever was asked for. */
  | { kind: 'checked'; at: Date }
  /** The register answered, and there can be no application: this one has ended. */
  | { kind: 'not-renewable'; at: Date; outcome: NotPossible };

/** Where an application stands. */
export type State = 'waiting-for-register' | 'under-review' | 'not-renewable';

/** An application as it was submitted, and what happened to it since. */
export type Application = {
  id: number;
  reference: string;
  service: string;
  lang: Lang;
  shown: Shown;
  phone: string;
  submittedAt: Date;
  promisedOn: string;
  events: ApplicationEvent[];
};

/** Where an application stands: it follows from its last event. */
export function stateOf(events: readonly ApplicationEvent[]): State {
  const last = events.at(-1);
  if (last?.kind === 'not-renewable') return 'not-renewable';
  return last?.kind === 'submitted' && last.unchecked ? 'waiting-for-register' : 'under-review';
}

/** Why an application ended, if it did. */
export function whyEnded(events: readonly ApplicationEvent[]): NotPossible | null {
  const last = events.at(-1);
  return last?.kind === 'not-renewable' ? last.outcome : null;
}
