import { sql } from 'kysely';
import { isolate } from '../../platform/i18n/dates.ts';
import { codeDigits, codeMinutes } from '../verification/sms-code.ts';
import { stopAddress, stopToken } from '../phone-changes/phone-change.ts';
import { linkPlace, withLink } from './returned-sms.ts';
import type { SmsGateway } from '../../platform/sms/gateway.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context } from '../context.ts';

/**
 * Sends one message, if it was not sent yet. Throws when the gateway could not be asked: the job is tried again. A
 * code whose draft is gone, or whose time is over, is not sent any more.
 */
export async function sendMessage(ctx: Context, gateway: SmsGateway, messageId: string): Promise<void> {
  const message = await ctx.db.query
    .selectFrom('messages as m')
    .leftJoin('sms_codes as c', 'c.id', 'm.code_id')
    .select([
      'm.phone',
      'm.lang',
      'm.text',
      'm.kind',
      'm.sent_at',
      'm.refused_at',
      'c.id as codeId',
      'c.prefix',
    ])
    .select(sql<boolean | null>`c.expires_at > moment()`.as('codeIsGood'))
    .where('m.id', '=', messageId)
    .executeTakeFirst();
  if (!message || message.sent_at !== null || message.refused_at !== null) return;
  const text = message.kind === 'code' ? codeText(ctx.secret, message) : textOf(ctx, messageId, message);
  if (text === null) return;
  const result = await gateway.send({ id: messageId, to: message.phone, text });
  if (result.kind === 'refused')
    ctx.log.warn('messages.refused', { kind: message.kind, gateway: gateway.name, why: result.why });
  await ctx.db.query
    .updateTable('messages')
    .set(
      result.kind === 'accepted'
        ? { sent_at: sql<Date>`moment()`, gateway_reference: result.reference }
        : { refused_at: sql<Date>`moment()` },
    )
    .where('id', '=', messageId)
    .execute();
}

/** The text of a message that is no code; a link is made now. */
function textOf(
  { secret, publicUrl }: Context,
  id: string,
  { kind, lang, text }: { kind: string; lang: Lang; text: string | null },
): string | null {
  if (text === null) return text;
  if (kind === 'phone-change')
    return publicUrl === null
      ? text.replace(/[\s:]*\{link\}/, '')
      : text.replace(linkPlace, stopAddress(publicUrl, lang, stopToken(secret, id)));
  if (kind !== 'returned' || publicUrl === null) return text;
  return withLink(text, { id, lang }, { secret, origin: publicUrl });
}

function codeText(
  secret: string,
  message: { lang: Lang; codeId: string | null; prefix: string | null; codeIsGood: boolean | null },
): string | null {
  if (message.codeId === null || message.prefix === null || message.codeIsGood !== true) return null;
  const code = `${message.prefix}-${codeDigits(secret, message.codeId)}`;
  return codeSms[message.lang](message.lang === 'ar' ? isolate(code) : code);
}

/** Arabic within 70 characters, Latin within 160, so that each is one part. */
const codeSms: Record<Lang, (code: string) => string> = {
  ar: (code) => `كود التحقق ${code}. صالح ${codeMinutes} دقائق. لا تعطه لأحد.`,
  en: (code) => `Verification code ${code}. Good for ${codeMinutes} minutes. Tell nobody.`,
};
