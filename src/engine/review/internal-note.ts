import type { Staff } from './office-event.ts';

/**
 * A note of the office on an application. Its type keeps it inside: no page that a contractor sees may import it, and
 * no type that such a page takes has room for one.
 */
export type InternalNote = {
  id: number;
  by: Staff;
  at: Date;
  words: string;
  /** The application was set aside until this day, `YYYY-MM-DD`. */
  bringForwardOn: string | null;
};
