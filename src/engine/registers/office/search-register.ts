import { readRegisterSearch } from './read-search.ts';
import {
  findByName,
  findByPhone,
  findContractorOf,
  findPermitsOf,
  findPermitsOfNumber,
  wordsToFind,
} from './register-search.store.ts';
import type { Context } from '../../context.ts';
import type { ContractorRow, PermitRecord } from './register-rows.ts';
import type { SearchPlace } from './register-search.store.ts';

export type { SearchPlace };

/** What a search of the register ends in. */
export type SearchResult =
  | {
      kind: 'found';
      permits: PermitRecord[];
      contractors: ContractorRow[];
      /** Where the next page of contractors begins; null when there is none. */
      next: SearchPlace | null;
    }
  /** Nothing that can be searched for: no word of two letters, no number. */
  | { kind: 'empty' };

/** How many contractors a page has. */
export const contractorsOfPage = 25;

/**
 * Searches our own register: a number finds permits and the contractor of it, four digits also phones that end so, words the
 * contractors in whose names they begin words, however their Arabic is spelled. A page costs the same however large the
 * register is; one that looked at many names without filling itself has a next one nevertheless.
 */
export async function searchRegister(
  ctx: Context,
  typed: string,
  after: SearchPlace | null = null,
): Promise<SearchResult> {
  const db = ctx.db.query;
  const search = readRegisterSearch(typed);
  const none: PermitRecord[] = [];
  switch (search.kind) {
    case 'permit': {
      const permits = await findPermitsOf(db, search);
      return { kind: 'found', permits, contractors: [], next: null };
    }
    case 'phone': {
      const phone = { ending: search.e164.slice(-4), e164: search.e164 };
      return byPhone(ctx, phone, after, none, []);
    }
    case 'number': {
      const { number, ending } = search;
      // The next pages are only of phones: the numbers were on the first one.
      const [permits, own] =
        number === null || after !== null
          ? [none, []]
          : [await findPermitsOfNumber(db, number), await findContractorOf(db, number)];
      if (ending === null) return { kind: 'found', permits, contractors: own, next: null };
      return byPhone(ctx, { ending, e164: null }, after, permits, own);
    }
    case 'name': {
      const words = await wordsToFind(db, search.text);
      if (!words.some((word) => word.length > 1)) return { kind: 'empty' };
      const { rows, looked } = await findByName(db, words, after, contractorsOfPage + 1);
      const contractors = rows
        .slice(0, contractorsOfPage)
        .map(({ id, number, name, suspendedOn }) => ({ id, number, name, suspendedOn }));
      const last = rows.length > contractorsOfPage ? rows[contractorsOfPage - 1] : undefined;
      return {
        kind: 'found',
        permits: none,
        contractors,
        next: last ? { word: last.word, id: last.id } : looked,
      };
    }
  }
}

async function byPhone(
  ctx: Context,
  phone: { ending: string; e164: string | null },
  after: SearchPlace | null,
  permits: PermitRecord[],
  own: ContractorRow[],
): Promise<SearchResult> {
  const found = await findByPhone(ctx.db.query, phone, after?.id ?? 0, contractorsOfPage + 1);
  const shown = found.slice(0, contractorsOfPage);
  const last = found.length > contractorsOfPage ? shown.at(-1) : undefined;
  return {
    kind: 'found',
    permits,
    contractors: [...own, ...shown.filter(({ id }) => !own.some((each) => each.id === id))],
    next: last ? { word: '', id: last.id } : null,
  };
}
