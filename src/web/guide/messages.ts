import { readAnswer } from '../../engine/journey/read-answer.ts';
import { problemWords } from '../citizen/problem-words.ts';
import { words as citizenWords } from '../citizen/words.ts';
import { sayLine } from './guide.ts';
import { words } from './words.ts';
import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { AnswerDefinition, Answers } from '../../engine/define/answers.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Step } from '../../engine/define/journey.ts';
import type { Facts } from '../../engine/define/register.ts';
import type { Choice, CodePolicy } from '../../engine/define/settings.ts';
import type { RefusalText } from '../../engine/define/text.ts';
import type { Problem } from '../../engine/journey/read-answer.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Block, Section } from './guide.ts';

/** What the messages of a service are told from. */
export type Told = {
  service: Service;
  lang: Lang;
  /** What the service tells of its settings. */
  facts: Facts;
  today: Temporal.PlainDate;
  policy: CodePolicy;
  choices: (setting: string) => readonly Choice[];
};

type Rows = Extract<Block, { kind: 'rows' }>['rows'];

/** Every message that the steps of a service may show, step by step, with what to do. */
export function messagesOf(told: Told): Section[] {
  const { service, lang } = told;
  return service.journey.flatMap((step): Section[] => {
    const short = service.text[lang].steps[step.name]?.title ?? step.name;
    const rows = ownMessages(told, step);
    const title = words.messagesOf[lang].replace('{step}', short);
    const own: Section = {
      id: `messages-${step.name}`,
      title,
      blocks: [{ kind: 'rows', rows }],
    };
    if (step.kind !== 'lookUp') return rows.length === 0 ? [] : [own];
    return [own, { id: `refusals-${step.name}`, title: words.refusals[lang], blocks: [refusalRows(told)] }];
  });
}

function ownMessages(told: Told, step: Step): Rows {
  const { service, lang, policy } = told;
  const text = service.text[lang];
  switch (step.kind) {
    case 'lookUp':
    case 'ask':
      return step.asks.flatMap((name) => {
        const definition = service.answers[name];
        const answer = text.answers[name];
        if (definition === undefined || answer === undefined) return [];
        const lines = problemsOf(told, definition).map((each) => problemWords(each, lang, answer.required));
        return lines.length === 0 ? [] : [{ key: answer.label, lines }];
      });
    case 'prove': {
      const lines = codeProblems(policy).map((each) => problemWords(each, lang));
      return [{ key: citizenWords.codeLabel[lang], lines }];
    }
    case 'readBack':
      return [{ key: citizenWords.changed[lang], lines: [citizenWords.changedNext[lang]] }];
  }
}

/** What a person may type wrong, by the kind of answer. */
const mistakes: Record<AnswerDefinition['kind'], readonly string[]> = {
  digits: ['', '–', '9'.repeat(40)],
  year: ['', '9'],
  choice: [''],
  longText: [''],
  mobile: ['', '0791234567890123', '+33612345678', '065000000'],
};

/** What is wrong with such answers, as the engine reads them. */
function problemsOf({ service, today, choices }: Told, definition: AnswerDefinition): Problem[] {
  const others: Answers = {};
  if (definition.kind === 'longText' && definition.neededBy !== null) {
    const asking = service.answers[definition.neededBy];
    const needing = asking?.kind === 'choice' && choices(asking.from).find((each) => each.needsWords);
    if (needing) others[definition.neededBy] = needing.code;
  }
  return mistakes[definition.kind].flatMap((typed) => {
    const read = readAnswer(definition, typed, { today, choices }, others, service.answers);
    return read.ok ? [] : [read.problem];
  });
}

function codeProblems(policy: CodePolicy): CodeProblem[] {
  const asked: CodeProblem[] = [{ code: 'code-required' }, { code: 'code-not-six-digits' }];
  const bySms: CodeProblem[] = policy === 'screen' ? [] : [{ code: 'code-wrong' }];
  const byScreen: CodeProblem[] = policy === 'sms' ? [] : [{ code: 'screen-code-wrong' }];
  return [...asked, ...bySms, ...byScreen];
}

/** Why there can be no application, and the way out; and that the register is down, with the way on. */
function refusalRows(told: Told): Block {
  const { service, facts, lang } = told;
  const text = service.text[lang];
  const say = (line: string) => sayLine(line, facts, lang, words.aDate[lang]);
  const refusal = ({ title, rule, wayOut }: RefusalText) => ({
    key: title,
    lines: [`${say(rule)} ${say(wayOut)}`],
  });
  return {
    kind: 'rows',
    rows: [
      { key: text.miss.title, lines: text.miss.check },
      ...Object.values(text.refusals).map(refusal),
      refusal(text.alreadyOpen),
      { key: citizenWords.down[lang], lines: [citizenWords.downNext[lang]] },
    ],
  };
}
