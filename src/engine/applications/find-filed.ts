import { findApplication, findApplicationOfIntent } from './applications.store.ts';
import { whoFiled } from '../counter/who-filed.ts';
import type { Context, Visitor } from '../context.ts';
import type { Application } from './application.ts';

/** The application that was made of this draft of the counter; null: none was. */
export async function findFiledOf(ctx: Context, visitor: Visitor, draftId: string): Promise<number | null> {
  return (await findApplicationOfIntent(ctx.db.query, draftId, visitor.holder))?.id ?? null;
}

/** An application that was filed at the counter, for its receipt; null: there is none, or its contractor submitted it. */
export async function readFiled(ctx: Context, applicationId: number): Promise<Application | null> {
  if ((await whoFiled(ctx.db.query, applicationId)) === null) return null;
  return findApplication(ctx.db, applicationId);
}
