import { deleteOldReceipts, insertReceipt, settleReceipts } from './messages.store.ts';
import type { Receipt } from '../../platform/channels/channel.ts';
import type { Context } from '../context.ts';

/**
 * Keeps a receipt and brings its message to what it says. It may come twice, before the answer of its own sending, or of what
 * is not ours: then it only lies there.
 */
export async function takeReceipt(ctx: Context, gateway: string, receipt: Receipt): Promise<void> {
  await insertReceipt(ctx.db.query, gateway, receipt);
  await settleReceipts(ctx.db.query, gateway, [receipt.reference]);
}

/** Forgets receipts of messages that were settled long ago, and of what was never ours. */
export async function forgetReceipts(ctx: Context): Promise<void> {
  await deleteOldReceipts(ctx.db.query);
}
