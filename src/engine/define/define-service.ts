import type { AnswerDefinition, Answers } from './answers.ts';
import type { Issues } from './document.ts';
import type { DemoApplication, DemoWaiting } from './history.ts';
import type { Step } from './journey.ts';
import type { DemoPermit, Facts } from './register.ts';
import type { Reminds } from './reminders.ts';
import type { Review } from './review.ts';
import type { Choice, InForce, SettingDefinition, SettingsOf, TwoPairsPolicy } from './settings.ts';
import type { ServiceText } from './text.ts';

/**
 * How long things are kept, in days: a draft since it was touched, an application since it ended, a document since its last day.
 * Then the sweeper deletes drafts, and makes the others anonymous.
 */
export type Keep = { draft: number; application: number; document: number };

/** A service as the engine sees it: everything of its folder, as one value. */
export type Service = {
  slug: string;
  /** Raised whenever questions, rules or words change in a way that an old draft or application would not fit. */
  version: number;
  text: { ar: ServiceText; en: ServiceText };
  answers: Record<string, AnswerDefinition>;
  settings: Record<string, SettingDefinition>;
  /** What the service's own page may say of the settings in force: term, fee, days to a decision. */
  tells: (settings: Record<string, InForce<unknown>>) => Facts;
  journey: readonly Step[];
  /** How the office decides. */
  review: Review;
  /** The document that an approval issues; null: none. */
  issues: Issues | null;
  /** How people are reminded before something ends; null: they are not. */
  reminds: Reminds | null;
  /** The answer that says whose an application is, in the numbers of the register: people's data are found by it. */
  person: string;
  /** The folder of its user guide, which `npm run guide` makes; null: it has none. */
  guide: string | null;
  keep: Keep;
  demo: {
    /** The demo's values of the settings, by name; a city sets its own. */
    settings: Record<string, unknown>;
    /** Made-up permits around a day. */
    permits: (today: Temporal.PlainDate) => DemoPermit[];
    /** What a newcomer may type on that day to get through. */
    answers: (today: Temporal.PlainDate) => Answers;
    /** Made-up applications that were decided before that day. */
    history?: (today: Temporal.PlainDate) => DemoApplication[];
    /** Made-up applications that wait in the office. */
    waiting?: readonly DemoWaiting[];
  };
};

/** The settings that every service has, since the engine reads them. */
export type EngineSettings = {
  /** Working days until a decision is promised. */
  'service-level': SettingDefinition<number>;
  /** Which verification code is asked for. */
  'code-policy': SettingDefinition<'screen' | 'sms' | 'both'>;
  /** What an application may be refused for. */
  'refusal-reasons': SettingDefinition<Choice[]>;
  /** Days that a contractor has to complete what was returned to them. */
  'completion-days': SettingDefinition<number>;
  /** Days after that in which it may still be completed; then the application ends by itself. */
  'completion-grace': SettingDefinition<number>;
  /** Days before such an end on which the contractor is warned; zero: never. */
  'completion-warning': SettingDefinition<number>;
  /** Days after a refusal in which it may be objected to; zero: not at all. */
  'objection-days': SettingDefinition<number>;
  /** Hours that another phone waits, in which the phone from before can stop it. */
  'phone-change-hours': SettingDefinition<number>;
  /** Which decisions one person prepares and another confirms. */
  'two-pairs-of-eyes': SettingDefinition<TwoPairsPolicy>;
};

/**
 * Declares a service. The types hold the parts together: steps can only ask for answers that are declared, and both
 * languages must have a word for every answer, step, fact and refusal. What types cannot see is checked when the
 * process starts (`checkServices`).
 */
export function defineService<
  const Answer extends string,
  const StepName extends string,
  FactName extends string,
  Code extends string,
  RowFact extends string,
  DocumentFact extends string,
  Settings extends EngineSettings & Record<string, SettingDefinition>,
>(definition: {
  slug: string;
  version: number;
  text: {
    ar: ServiceText<Answer, StepName, FactName, Code, RowFact, DocumentFact>;
    en: ServiceText<
      NoInfer<Answer>,
      NoInfer<StepName>,
      NoInfer<FactName>,
      NoInfer<Code>,
      NoInfer<RowFact>,
      NoInfer<DocumentFact>
    >;
  };
  answers: Record<Answer, AnswerDefinition>;
  settings: Settings;
  tells: (settings: SettingsOf<Settings>) => Facts;
  journey: readonly Step<StepName, NoInfer<Answer>, FactName, Code>[];
  review: Review<NoInfer<Answer>, NoInfer<RowFact>>;
  issues?: Issues<NoInfer<DocumentFact>>;
  reminds?: Reminds;
  person: NoInfer<Answer>;
  guide?: string;
  keep: Keep;
  demo: {
    settings: { [K in keyof Settings]: SettingsOf<Settings>[K]['value'] };
    permits: (today: Temporal.PlainDate) => DemoPermit[];
    answers: (today: Temporal.PlainDate) => Record<NoInfer<Answer>, string>;
    history?: (today: Temporal.PlainDate) => DemoApplication[];
    waiting?: readonly DemoWaiting[];
  };
}): Service {
  return {
    ...definition,
    issues: definition.issues ?? null,
    guide: definition.guide ?? null,
    reminds: definition.reminds ?? null,
    tells: (settings) => definition.tells(settings as SettingsOf<Settings>),
  };
}
