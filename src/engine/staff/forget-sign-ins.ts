import { forgetChallenges } from './passkeys/challenges.store.ts';
import { forgetSessions } from './sessions.ts';
import { forgetTries } from './sign-on/identities.store.ts';
import type { Context } from '../context.ts';

/** Forgets sessions that are over, and what was begun to sign in and never finished. */
export async function forgetSignIns(ctx: Context): Promise<void> {
  await forgetSessions(ctx);
  await forgetChallenges(ctx.db.query);
  await forgetTries(ctx.db.query);
}
