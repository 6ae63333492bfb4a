/** What waits for an answer. */
type Waiting<Question, Answer> = {
  question: Question;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/** Statements of one kind that run at once; questions that come meanwhile go together in the next. */
const mostAtOnce = 2;

/** Questions in one statement. */
const mostTogether = 100;

/**
 * Answers questions of many requests with one statement: those that come in the same turn of the event loop, or while
 * earlier ones are being asked. A statement costs the process more than everything else of a page, so a busy process
 * does less for each request; one that is not busy asks at once. A question is never answered by a statement that
 * began before it was asked.
 * @param ask answers in the order of the questions. When it fails, all of them fail, unless it is about what one of
 * them holds: then each is asked alone
 * @param same says the same of questions that are the same: they are asked once, and whoever asked gets the one answer
 */
function together<Question, Answer>(
  ask: (questions: Question[]) => Promise<Answer[]>,
  same?: (question: Question) => string,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let running = 0;
  let planned = false;

  const plan = (): void => {
    if (planned || waiting.length === 0 || running >= mostAtOnce) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      void run(waiting.splice(0, mostTogether));
      plan();
    });
  };
  const run = async (batch: Waiting<Question, Answer>[]): Promise<void> => {
    running += 1;
    try {
      const { questions, places } = eachOnce(batch, same);
      const answers = await ask(questions);
      for (const [at, { resolve }] of batch.entries()) resolve(answers[places[at] ?? at] as Answer);
    } catch (error) {
      if (batch.length > 1 && isAboutData(error)) await Promise.all(batch.map((each) => run([each])));
      else for (const { reject } of batch) reject(error);
    } finally {
      running -= 1;
      plan();
    }
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      plan();
    });
}

/** The questions to be asked, and at which place of them stands the answer for each that waits. */
function eachOnce<Question>(
  batch: readonly { question: Question }[],
  same: ((question: Question) => string) | undefined,
): { questions: Question[]; places: number[] } {
  if (same === undefined || batch.length === 1)
    return { questions: batch.map(({ question }) => question), places: [] };
  const questions: Question[] = [];
  const known = new Map<string, number>();
  const places = batch.map(({ question }) => {
    const key = same(question);
    const place = known.get(key) ?? questions.push(question) - 1;
    known.set(key, place);
    return place;
  });
  return { questions, places };
}

/** PostgreSQL's class of errors for values that it cannot take: nothing of the statement was done. */
function isAboutData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('22');
}

/** The same, once for each `owner`, such as a database: made when it is first asked. With `same`, nobody may change an answer. */
export function togetherOf<Owner extends object, Question, Answer>(
  ask: (owner: Owner, questions: Question[]) => Promise<Answer[]>,
  same?: (question: Question) => string,
): (owner: Owner, question: Question) => Promise<Answer> {
  const all = new WeakMap<Owner, (question: Question) => Promise<Answer>>();
  return (owner, question) => {
    let one = all.get(owner);
    if (!one) {
      one = together((questions: Question[]) => ask(owner, questions), same);
      all.set(owner, one);
    }
    return one(question);
  };
}

/** Answers in the order of their questions: rows say by `n`, from 1, which question they answer; `null` where none does. */
export function inOrder<Row extends { n: number }>(
  questions: readonly unknown[],
  rows: readonly Row[],
): (Row | null)[] {
  const answers: (Row | null)[] = questions.map(() => null);
  for (const row of rows) answers[row.n - 1] = row;
  return answers;
}
