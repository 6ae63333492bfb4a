import { mayOpen, stepBefore, isDone } from '../../engine/journey/walk.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { steps } from '../ui/steps.ts';
import { framed } from './outcome-notice.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Step } from '../../engine/define/journey.ts';
import type { Draft, LookUpOutcome } from '../../engine/journey/draft.ts';
import type { Problems } from '../../engine/journey/read-step.ts';
import type { WalkContext } from '../../engine/journey/walk.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';

/** Everything that the page of one step is drawn from. */
export type StepView<S extends Step = Step> = {
  service: Service;
  step: S;
  lang: Lang;
  draft: Draft;
  walk: WalkContext;
  /** What is wrong with what was just sent, if anything. */
  problems: Problems;
  /** What is wrong with the whole form. */
  general: string[];
  /** Where the journey is walked, if not in the portal's own rooms. */
  place?: JourneyPlace;
};

/** Where a journey is walked, when somebody else walks it: the counter of the office. */
export type JourneyPlace = {
  /** The address of a step, or of another room. */
  address: (room: string) => string;
  /** What is before the first step. */
  home: string;
  /** Where an application that is open already is looked at. */
  follow: { href: string; text: string };
  /** What the step is called here in which a contractor proves the phone. */
  prove: { title: string; short: string };
  /** What the read-back has beside the answers, and what is said before the declaration. */
  beforeDeclaration: Html;
};

/** The address of a step or another room, wherever the journey is walked. */
export function roomOf({ place, service, lang }: StepView, room: string): string {
  return place?.address(room) ?? stepAddress(service, lang, room);
}

/** What follows the address of the first step where it shall be empty, whatever else is unfinished. */
export const anew = 'new';

/** The address of a step, or of another room of a service. */
export function stepAddress(service: Service, lang: Lang, room: string): string {
  return `/${lang}/services/${service.slug}/${room}`;
}

/** What the page of every step has: the way back, the bar of steps, the title, errors, and one form. */
export function stepPage(
  view: StepView,
  parts: {
    errors: { name: string; text: string }[];
    before?: Html;
    form: Html;
    after?: Html;
    scripts?: string[];
  },
): PageContent {
  const { service, step, lang, draft, general, place } = view;
  const text = service.text[lang].steps[step.name];
  const title = (step.kind === 'prove' ? place?.prove.title : undefined) ?? text?.title ?? step.name;
  const back = stepBefore(service, step);
  const wrong = parts.errors.length > 0 || general.length > 0;
  const main = html`${bar(view)}
    <h1>${title}</h1>
    ${wrong && errorSummary({ lang, title: words.errorTitle[lang], errors: parts.errors, general })}
    ${text?.intro && html`<p class="lead">${text.intro}</p>`}
    ${draft.outcome && sentBack(draft.outcome, lang)} ${parts.before ?? nothing}
    <form method="post" action="${roomOf(view, step.name)}" novalidate>
      <input type="hidden" name="draft" value="${draft.id}" />
      ${parts.form}
    </form>
    ${parts.after ?? nothing}
    ${place === undefined && draft.revision > 0 && html`<p class="later"><a href="${stepAddress(service, lang, 'resume')}">${words.later[lang]}</a></p>`}`;
  return {
    title,
    main,
    narrow: true,
    alert: wrong,
    backLink: {
      href: back ? roomOf(view, back.name) : (place?.home ?? `/${lang}/services/${service.slug}`),
      text: words.back[lang],
    },
    ...(parts.scripts && { scripts: parts.scripts }),
  };
}

/** Submitting led back here, to what changed since it was shown, or is known only now. */
function sentBack({ kind }: LookUpOutcome, lang: Lang): Html {
  if (kind !== 'changed' && kind !== 'answers-again') return nothing;
  const [title, next] =
    kind === 'changed' ? [words.changed, words.changedNext] : [words.answersAgain, words.answersAgainNext];
  return framed(notice({ tone: 'warn', title: title[lang], body: html`<p>${next[lang]}</p>` }));
}

function bar(view: StepView): Html {
  const { service, step, lang, draft, walk, place } = view;
  const items = service.journey.map((each) => {
    const own = each.kind === 'prove' ? place?.prove.short : undefined;
    const text = own ?? service.text[lang].steps[each.name]?.short ?? each.name;
    if (each === step) return { text, state: 'current' as const };
    const state = isDone(each, draft, walk) ? ('done' as const) : ('todo' as const);
    if (!mayOpen(service, draft, each, walk)) return { text, state };
    return { text, state, href: roomOf(view, each.name) };
  });
  return steps({ lang, items, label: words.stepsLabel[lang] });
}
