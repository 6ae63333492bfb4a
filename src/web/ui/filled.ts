import { showFact } from '../../engine/applications/freeze.ts';
import { bdi } from './bdi.ts';
import { html, join } from './html.ts';
import type { Fact, Facts } from '../../engine/define/register.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from './html.ts';

/** A fact, isolated from the words around it where it reads left to right. */
export function drawFact(fact: Fact, lang: Lang): Html {
  const { answer, kind } = showFact(fact, lang);
  return kind === 'isolated' ? bdi(answer) : html`${answer}`;
}

/** Words with each `{name}` drawn as its fact. A name without a fact stays as it stands, to be seen. */
export function filled(words: string, facts: Facts, lang: Lang): Html {
  const parts = words.split(/(\{\w+\})/).map((part) => {
    const fact = part.startsWith('{') ? facts[part.slice(1, -1)] : undefined;
    return fact === undefined ? html`${part}` : drawFact(fact, lang);
  });
  return join(parts);
}
