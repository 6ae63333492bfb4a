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
 */
function together<Question, Answer>(
  ask: (questions: Question[]) => Promise<Answer[]>,
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
      const answers = await ask(batch.map(({ question }) => question));
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer);
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

/** PostgreSQL's class of errors for values that it cannot take: nothing of the statement was done. */
function isAboutData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('22');
}

/** The same, once for each `owner`, such as a database: made when it is first asked. */
export function togetherOf<Owner extends object, Question, Answer>(
  ask: (owner: Owner, questions: Question[]) => Promise<Answer[]>,
): (owner: Owner, question: Question) => Promise<Answer> {
  const all = new WeakMap<Owner, (question: Question) => Promise<Answer>>();
  return (owner, question) => {
    let one = all.get(owner);
    if (!one) {
      one = together((questions: Question[]) => ask(owner, questions));
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
