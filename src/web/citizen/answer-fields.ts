import { fillWords } from '../../engine/define/text.ts';
import { field } from '../ui/field.ts';
import { html, join } from '../ui/html.ts';
import { select } from '../ui/select.ts';
import { textArea } from '../ui/text-area.ts';
import { problemWords } from './problem-words.ts';
import { words } from './words.ts';
import type { AnswerDefinition } from '../../engine/define/answers.ts';
import type { AskStep, LookUpStep } from '../../engine/define/journey.ts';
import type { Choice } from '../../engine/define/settings.ts';
import type { ControlOptions } from '../ui/control.ts';
import type { Html } from '../ui/html.ts';
import type { StepView } from './step-view.ts';

/** What the questions of a step are drawn from: of the page of a step, or of another form that asks some of them. */
type Asking = Pick<StepView<LookUpStep | AskStep>, 'service' | 'step' | 'lang' | 'draft' | 'problems'>;

/** The questions of a step, each with what was typed and what is wrong with it. */
export function answerFields(view: Asking, choices: (setting: string) => readonly Choice[]): Html {
  const { service, step, lang, draft, problems } = view;
  const drawn = step.asks.map((name) => {
    const definition = service.answers[name];
    const text = service.text[lang].answers[name];
    if (definition === undefined || text === undefined)
      throw new Error(`${service.slug}: ${name} is not declared`);
    const problem = problems[name];
    const purpose =
      definition.kind === 'mobile' ? `${text.hint}. ${service.text[lang].phonePurpose}` : text.hint;
    const hint = fillWords(purpose, (filling) => (filling === 'max' ? maxOf(definition) : undefined));
    const common: ControlOptions = {
      name,
      label: text.label,
      value: draft.typed[name] ?? '',
      required: !(definition.kind === 'longText'),
      lang,
      ...(hint !== '' && { hint }),
      ...(problem && { error: problemWords(problem, lang, text.required) }),
    };
    return control(definition, common, lang, choices);
  });
  return join(drawn);
}

/** What is wrong with a step, in the order of its questions, for the summary. */
export function answerErrors(view: Asking): { name: string; text: string }[] {
  const { service, step, lang, problems } = view;
  return step.asks.flatMap((name) => {
    const problem = problems[name];
    const required = service.text[lang].answers[name]?.required ?? '';
    return problem ? [{ name, text: problemWords(problem, lang, required) }] : [];
  });
}

function control(
  definition: AnswerDefinition,
  common: ControlOptions,
  lang: 'ar' | 'en',
  choices: (setting: string) => readonly Choice[],
): Html {
  switch (definition.kind) {
    case 'digits':
      return field({ ...common, kind: 'digits' });
    case 'year':
      return field({ ...common, kind: 'digits', short: true });
    case 'choice':
      return select({
        ...common,
        options: choices(definition.from).map((each) => ({ value: each.code, text: each[lang] })),
        placeholder: words.choose[lang],
      });
    case 'longText':
      return textArea({ ...common, rows: 3 });
    case 'mobile':
      return html`${field({ ...common, kind: 'tel' })}`;
  }
}

function maxOf(definition: AnswerDefinition): string | undefined {
  return 'max' in definition ? String(definition.max) : undefined;
}
