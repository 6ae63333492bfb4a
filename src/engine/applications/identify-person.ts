import { cleanText } from '../../platform/i18n/fold.ts';
import { firstUnfinished, mayOpen } from '../journey/walk.ts';
import { papers } from '../journey/draft.ts';
import { changeDraft, findDraft } from './drafts.store.ts';
import { goneOrSubmitted } from './gone-or-submitted.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { ProveStep } from '../define/journey.ts';
import type { CounterProof, Draft } from '../journey/draft.ts';
import type { WalkContext } from '../journey/walk.ts';

/** How long a name and the kind of a paper may be, in characters. */
const mostIdentityCharacters = 200;

/** What the clerk wrote of the person before them, as it was sent. */
export type SeenAtCounter = {
  seen: string;
  paper: string;
  paperWords: string;
  present: string;
  representative: string;
  lang: string;
};

/** What of it is wrong, by its field. */
export type IdentityProblems = {
  [Name in keyof SeenAtCounter]?: 'needed' | 'too-long';
};

/** What identifying ends in. */
export type IdentifyResult =
  | { kind: 'go'; step: string }
  | { kind: 'invalid'; draft: Draft; walk: WalkContext; problems: IdentityProblems }
  /** An earlier step is missing, or this draft is gone. */
  | { kind: 'not-yet' }
  | { kind: 'submitted' };

/**
 * Keeps in a draft of the counter that its clerk saw who the person is: the step in which a contractor proves the phone.
 * It is good for this phone and this look-up only.
 */
export async function identifyPerson(
  ctx: Context,
  visitor: Visitor,
  request: { service: Service; step: ProveStep; draftId: string; sent: SeenAtCounter },
): Promise<IdentifyResult> {
  const { service, step, draftId, sent } = request;
  const { counter } = visitor;
  if (counter === undefined) throw new Error('Only the counter knows a person by their paper');
  const stored = await findDraft(ctx.db, service, visitor.holder, draftId);
  if (stored === null) return goneOrSubmitted(ctx, visitor, draftId);
  const { draft, now } = stored;
  const walk: WalkContext = { policy: 'counter', now };
  const phone = draft.answers[step.phone];
  if (phone === undefined || !mayOpen(service, draft, step, walk)) return { kind: 'not-yet' };
  const read = readSeen(sent);
  if ('problems' in read) return { kind: 'invalid', draft, walk, problems: read.problems };
  const proof: CounterProof = { phone, at: now.toISOString(), staffId: counter.id, ...read };
  const next = await changeDraft(ctx.db, service, visitor.holder, draftId, (each) => ({
    ...each,
    proof: { counter: proof },
  }));
  if (next === null) return goneOrSubmitted(ctx, visitor, draftId);
  return { kind: 'go', step: firstUnfinished(service, next, walk).name };
}

type Read = Omit<CounterProof, 'phone' | 'at' | 'staffId'>;

/** Reads what the clerk wrote; words that the choice beside them does not ask for are left out. */
function readSeen(sent: SeenAtCounter): Read | { problems: IdentityProblems } {
  const problems: IdentityProblems = {};
  const paper = papers.find((each) => each === sent.paper);
  const lang = (['ar', 'en'] as const).find((each): each is Lang => each === sent.lang);
  const [paperWords, representative] = [cleanText(sent.paperWords), cleanText(sent.representative)];
  if (paper === undefined) problems.paper = 'needed';
  if (paper === 'other') Object.assign(problems, wrongWords('paperWords', paperWords));
  if (sent.present !== 'contractor' && sent.present !== 'representative') problems.present = 'needed';
  if (sent.present === 'representative')
    Object.assign(problems, wrongWords('representative', representative));
  if (lang === undefined) problems.lang = 'needed';
  if (sent.seen !== 'yes') problems.seen = 'needed';
  if (paper === undefined || lang === undefined || Object.keys(problems).length > 0) return { problems };
  return {
    paper,
    paperWords: paper === 'other' ? paperWords : '',
    representative: sent.present === 'representative' ? representative : null,
    lang,
  };
}

function wrongWords(name: 'paperWords' | 'representative', words: string): IdentityProblems {
  if (words === '') return { [name]: 'needed' };
  return words.length > mostIdentityCharacters ? { [name]: 'too-long' } : {};
}
