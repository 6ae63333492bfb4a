import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { inOrder, togetherOf } from './together.ts';

/** A statement that is answered when the test says so. */
function slowly(): {
  ask: (owner: object, questions: number[]) => Promise<string[]>;
  asked: number[][];
  answer: (at: number, failure?: unknown) => void;
} {
  const asked: number[][] = [];
  const waiting: PromiseWithResolvers<string[]>[] = [];
  return {
    asked,
    ask: (_owner, questions) => {
      asked.push(questions);
      const answered = Promise.withResolvers<string[]>();
      waiting.push(answered);
      return answered.promise;
    },
    answer: (at, failure) => {
      if (failure !== undefined) waiting[at]?.reject(failure);
      else waiting[at]?.resolve((asked[at] ?? []).map((question) => `answer ${question}`));
    },
  };
}

describe('questions that go together', () => {
  it('gives each its own answer, in one statement for those of one turn', async () => {
    const { ask, asked, answer } = slowly();
    const one = togetherOf(ask);
    const owner = {};
    const answers = Promise.all([1, 2, 3].map((question) => one(owner, question)));
    await turn();
    await turn();
    assert.deepEqual(asked, [[1, 2, 3]]);
    answer(0);
    assert.deepEqual(await answers, ['answer 1', 'answer 2', 'answer 3']);
  });

  it('asks what is the same once, and gives everybody the one answer', async () => {
    const { ask, asked, answer } = slowly();
    const one = togetherOf(ask, (question) => String(question % 10));
    const owner = {};
    const answers = Promise.all([1, 2, 11, 2].map((question) => one(owner, question)));
    await turn();
    await turn();
    assert.deepEqual(asked, [[1, 2]]);
    answer(0);
    assert.deepEqual(await answers, ['answer 1', 'answer 2', 'answer 1', 'answer 2']);
  });

  it('asks again what is the same but came while it was being asked', async () => {
    const { ask, asked, answer } = slowly();
    const one = togetherOf(ask, String);
    const owner = {};
    const early = one(owner, 1);
    await turn();
    await turn();
    const late = one(owner, 1);
    await turn();
    await turn();
    assert.deepEqual(asked, [[1], [1]]);
    answer(0);
    answer(1);
    await Promise.all([early, late]);
  });

  it('does not put the questions of two databases together', async () => {
    const { ask, asked, answer } = slowly();
    const one = togetherOf(ask);
    const answers = Promise.all([one({}, 1), one({}, 2)]);
    await turn();
    await turn();
    assert.deepEqual(asked, [[1], [2]]);
    answer(0);
    answer(1);
    await answers;
  });

  it('asks each alone when the statement fails over what one of them holds', async () => {
    const { ask, asked, answer } = slowly();
    const one = togetherOf(ask);
    const owner = {};
    const answers = Promise.allSettled([1, 2].map((question) => one(owner, question)));
    await turn();
    await turn();
    const bad = Object.assign(new Error('bad value'), { code: '22021' });
    answer(0, bad);
    await turn();
    assert.deepEqual(asked.slice(1), [[1], [2]]);
    answer(1, bad);
    answer(2);
    const [first, second] = await answers;
    assert.equal(first?.status, 'rejected');
    assert.deepEqual(second, { status: 'fulfilled', value: 'answer 2' });
  });

  it('fails them all when the database is away', async () => {
    const { ask, asked, answer } = slowly();
    const one = togetherOf(ask);
    const owner = {};
    const answers = Promise.allSettled([1, 2].map((question) => one(owner, question)));
    await turn();
    await turn();
    answer(0, Object.assign(new Error('gone'), { code: '57P01' }));
    assert.deepEqual(
      (await answers).map((each) => each.status),
      ['rejected', 'rejected'],
    );
    assert.equal(asked.length, 1);
  });

  it('puts rows where their questions stand, and null where there is none', () => {
    assert.deepEqual(inOrder(['a', 'b', 'c'], [{ n: 3 }, { n: 1 }]), [{ n: 1 }, null, { n: 3 }]);
  });
});
