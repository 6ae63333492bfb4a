import type { QueuePart } from '../../../engine/queue-views/view.ts';

/** What part of the queue a page shows; `which` is a tab, `reason` a code of the city's lists, or empty; `saved` the view that it is; `long`: as many rows as may be worked on at once. */
export type QueueView = {
  which: QueuePart;
  reason: string;
  isFirst: boolean;
  saved: number | null;
  long: boolean;
};
