import type { RegisterSource } from '../../src/engine/registers/register-source.ts';

/** A register with a switch for what may go wrong with it. */
export type RegisterSwitch = RegisterSource & {
  /** `down`: it throws. `hangs`: it never answers. */
  state: 'up' | 'down' | 'hangs';
  /** It does not answer, and this is when what is remembered of it was learnt. */
  learntAt: Date | null;
};

/** Puts a switch before a register. */
export function withSwitch(source: RegisterSource): RegisterSwitch {
  const register: RegisterSwitch = {
    ...source,
    state: 'up',
    learntAt: null,
    find: async (answers, db, options) => {
      if (register.state === 'down') throw new Error('The register does not answer');
      if (register.state === 'hangs') await new Promise(() => {});
      const answer = await source.find(answers, db, options);
      return { ...answer, learntAt: register.learntAt };
    },
  };
  return register;
}
