/** The parts of the queue: what is open, in part or as a whole, and what was decided in the last days. */
export const queueParts = [
  'all',
  'overdue',
  'dueToday',
  'backToday',
  'mine',
  'waiting',
  'toConfirm',
  'returned',
  'setAside',
  'approved',
  'refused',
] as const;

/** A part of the queue. */
export type QueuePart = (typeof queueParts)[number];

/** Is this text the name of a part? */
export function isQueuePart(text: string): text is QueuePart {
  return (queueParts as readonly string[]).includes(text);
}

/** A view of the queue that somebody keeps: filters under a name. What was searched for is never part of one. */
export type SavedView = {
  id: number;
  name: string;
  part: QueuePart;
  /** The code of a reason, or empty. */
  reason: string;
  /** The queue opens with it. */
  opensFirst: boolean;
};

/** How many views a person may keep. */
export const mostViews = 20;

/** How long the name of a view may be, in characters: it stands in a row of tabs. */
export const mostNameCharacters = 40;
