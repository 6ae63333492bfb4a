import { findLastApplication } from './applications.store.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Application } from './application.ts';

/** What the receipt of a service shows to this browser: what it submitted last, within two days. */
export function readReceipt(ctx: Context, visitor: Visitor, service: Service): Promise<Application | null> {
  return findLastApplication(ctx.db, visitor.holder, service);
}
