import { readNames } from '../../../engine/figures/read-figures.ts';
import type { Choice } from '../../../engine/define/settings.ts';
import type { Web } from '../../http/web.ts';

/** A code of the city's lists, in both languages. */
export type Coded = { code: string; ar: string; en: string };

/** What figures can be narrowed to, and what their codes are called. */
export type Choices = {
  services: readonly Coded[];
  reasons: readonly Coded[];
  refusals: readonly Coded[];
  /** Everybody of the office by the number of their row; nobody, when they are not asked for. */
  people: ReadonlyMap<number, string>;
};

/** The services and the city's lists of today. */
export async function readChoices(web: Web, { people }: { people: boolean }): Promise<Choices> {
  const { services } = web.ctx;
  const settings = await web.ctx.settings.now();
  const lists = (settingOf: (service: (typeof services)[number]) => string | null): Coded[] => {
    const all = services.flatMap((service) => {
      const name = settingOf(service);
      return name === null ? [] : ((settings.of(service)[name]?.value ?? []) as Choice[]);
    });
    return [...new Map(all.map((choice) => [choice.code, choice])).values()];
  };
  return {
    services: services.map(({ slug, text: { ar, en } }) => ({ code: slug, ar: ar.name, en: en.name })),
    reasons: lists(({ review, answers }) => {
      const answer = review.reason === null ? undefined : answers[review.reason];
      return answer?.kind === 'choice' ? answer.from : null;
    }),
    refusals: lists(() => 'refusal-reasons'),
    people: people ? await readNames(web.ctx) : new Map(),
  };
}
