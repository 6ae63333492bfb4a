import { Refused } from '../../http/refusals.ts';
import type { Inside } from '../frame/staff-route.ts';

/** The number of a row in an address; another word there is no page of ours. */
export function idOf({ params }: Inside): number {
  const id = readId(params['id']);
  if (id === null) throw new Refused('not-found');
  return id;
}

/** A number of a row as text; null: it is none. */
export function readId(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : null;
}
