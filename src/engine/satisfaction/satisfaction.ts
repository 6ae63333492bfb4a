/** When people are asked: with the receipt, and when the decision is there. */
export type Moment = 'receipt' | 'decision';

/** What may be answered: 5 very satisfied to 1 very dissatisfied. */
export const answers = [5, 4, 3, 2, 1] as const;

/** One of the five answers. */
export type Answer = (typeof answers)[number];

/** How long a comment may be. */
export const mostCommentCharacters = 500;

/** Fewer answers than this are never shown, not even counted: nobody is to be seen behind a number. */
export const leastAnswers = 5;

/** How often each answer was given. */
export type AnswerCounts = Record<Answer, number>;

/** How many answered. */
export function answeredOf(counts: AnswerCounts): number {
  return answers.reduce((sum, answer) => sum + counts[answer], 0);
}

/** How many answered that they are satisfied, or very much so. */
export function satisfiedOf(counts: AnswerCounts): number {
  return counts[5] + counts[4];
}

/** Reads an answer as a form sends it; null when it is none. */
export function readAnswer(text: string): Answer | null {
  return answers.find((answer) => String(answer) === text) ?? null;
}
