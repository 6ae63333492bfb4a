import { hasEnded } from '../applications/application.ts';
import type { State } from '../applications/application.ts';

/** Where another phone for an application stands. */
export type PhoneChangeState =
  /** It waits, and the phone from before can stop it. */
  | 'waiting'
  /** The wait is over; it is not the register's, so the office looks at it. */
  | 'to-confirm'
  | 'changed'
  /** The phone from before stopped it. */
  | 'stopped'
  /** The office did not confirm it. */
  | 'declined'
  /** The application ended, or got another phone in another way, before it was done. */
  | 'void';

/** That an application shall have another phone. The phones are null once they were forgotten. */
export type PhoneChange = {
  id: number;
  applicationId: number;
  oldPhone: string | null;
  newPhone: string | null;
  askedAt: Date;
  dueAt: Date;
  state: PhoneChangeState;
  stateAt: Date;
  by: { id: number; name: string } | null;
};

/** How often another phone may be asked for, for one application. */
const mostChanges = 3;

/** Is it still to be done? */
export function isOpen({ state }: Pick<PhoneChange, 'state'>): boolean {
  return state === 'waiting' || state === 'to-confirm';
}

/**
 * May another phone be asked for? As long as the application is open and no other one waits; not again after the phone from before
 * stopped one, or the office declined it: then only the office changes anything.
 */
export function mayAsk(state: State, changes: readonly PhoneChange[]): boolean {
  const stopped = changes.some(
    (each) => isOpen(each) || each.state === 'stopped' || each.state === 'declined',
  );
  return !hasEnded(state) && !stopped && changes.length < mostChanges;
}
