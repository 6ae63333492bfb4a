/** The queue that reminds, every day. */
export const remindQueue = 'remind';

/**
 * Which rung of the ladder is to be told now, of a term that ends on a day; null: none. It is the nearest one that is reached: a
 * worker that was away for days tells that one, and none of those before it. Nothing is told twice, nor after a nearer rung was.
 * @param ladder days before the end, in any order
 * @param told the rungs that were told of this term
 */
export function rungToTell(
  ladder: readonly number[],
  { today, endsOn, told }: { today: Temporal.PlainDate; endsOn: Temporal.PlainDate; told: readonly number[] },
): number | null {
  const left = today.until(endsOn, { largestUnit: 'day' }).days;
  // On its last day it has not ended.
  if (left < 0) return null;
  const reached = ladder.filter((days) => left <= days);
  if (reached.length === 0) return null;
  const nearest = Math.min(...reached);
  return told.some((rung) => rung <= nearest) ? null : nearest;
}
