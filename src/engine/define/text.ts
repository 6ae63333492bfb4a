/** The words of one question. `required` is what a person reads who left it empty. */
export type AnswerText = { label: string; hint: string; required: string };

/** The words of one step: its title, its short name in the bar of steps, a sentence under the title, the button. */
export type StepText = { title: string; short: string; intro: string; button: string };

/** A refusal in words: the rule, since when it holds, and the way out. Plain text; `{name}` stands for a fact. */
export type RefusalText = { title: string; rule: string; since: string; wayOut: string };

/** Every word of a service in one language. `{name}` stands for a fact or a setting, isolated when drawn. */
export type ServiceText<
  Answer extends string = string,
  StepName extends string = string,
  FactName extends string = string,
  RefusalCode extends string = string,
  RowFact extends string = string,
  DocumentFact extends string = string,
> = {
  name: string;
  summary: string;
  /** One line for the list: what to have in hand. */
  teaser: string;
  /** Other words by which people search for it. */
  keywords: string[];
  about: {
    what: string[];
    who: string;
    needs: string[];
    howLong: string;
    howMuch: string;
    free: string;
    steps: string[];
    after: string[];
  };
  answers: Record<Answer, AnswerText>;
  steps: Record<StepName, StepText>;
  facts: Record<FactName, string>;
  /** On the card of what was found: what its label is, and what may be done. */
  found: { label: string; tag: string };
  miss: { title: string; check: string[] };
  refusals: Record<RefusalCode, RefusalText>;
  alreadyOpen: RefusalText;
  /** Beside the phone: what it is used for. */
  phonePurpose: string;
  declaration: string;
  receipt: { title: string; next: string[] };
  /** SMS after submitting. `{reference}` and `{promised}` are filled in; at most 70 characters, so that it is one part. */
  submittedSms: string;
  /**
   * SMS of the decision: `{reference}`; of an approval `{until}`, the last day of the new term; of a refusal `{why}`. `{link}` leads
   * to the status; with it they are two parts.
   */
  approvedSms: string;
  refusedSms: string;
  /** On the status page: what an approval means, with `{from}` and `{until}` of the new term; what to do after a refusal. */
  approved: string;
  refused: string;
  /** For the office: what the facts of the register's row are called. */
  row: Record<RowFact, string>;
  /** On the document that an approval issues, if one does. */
  document?: DocumentText<DocumentFact>;
};

/** The words of a document: its title, what its facts are called, and what its template says beside them, by name. */
export type DocumentText<DocumentFact extends string = string> = {
  title: string;
  facts: Record<DocumentFact, string>;
  words: Record<string, string>;
};

/** Fills `{name}` in words by `fill`; a name that is not given stays as it stands. */
export function fillWords(words: string, fill: (name: string) => string | undefined): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => fill(name) ?? whole);
}

/** The names of `{…}` in words. */
export function namesIn(words: string): string[] {
  return [...words.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}
