import type { OfficeEvent } from '../review/office-event.ts';

/** Did this person refuse an application of these events, or prepare that? A trigger of the table asks the same. */
export function hasRefused(events: readonly OfficeEvent[], staffId: number, refusalId: number): boolean {
  return events.some(
    ({ kind, by, id }) =>
      (kind === 'refused' || kind === 'prepared') && by?.id === staffId && id <= refusalId,
  );
}
