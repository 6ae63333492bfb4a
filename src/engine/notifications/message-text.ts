import { isolate } from '../../platform/i18n/dates.ts';
import { codeDigits, codeMinutes } from '../verification/sms-code.ts';
import { withLink } from './links.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context } from '../context.ts';
import type { DueMessage } from './messages.store.ts';

/** The text as it is sent: a code and a link are made only now. Null: there is nothing to be sent any more. */
export function messageText(ctx: Context, message: DueMessage): string | null {
  const { id, kind, lang, text } = message;
  if (kind === 'code') return codeText(ctx.secret, message);
  if (text === null || ctx.publicUrl === null) return text;
  return withLink(text, { id, kind, lang }, { secret: ctx.secret, origin: ctx.publicUrl });
}

function codeText(secret: string, { lang, codeId, prefix, codeIsGood }: DueMessage): string | null {
  // Its draft is gone, or its time is over.
  if (codeId === null || prefix === null || codeIsGood !== true) return null;
  const code = `${prefix}-${codeDigits(secret, codeId)}`;
  return codeSms[lang](lang === 'ar' ? isolate(code) : code);
}

/** Arabic within 70 characters, Latin within 160, so that each is one part. */
const codeSms: Record<Lang, (code: string) => string> = {
  ar: (code) => `كود التحقق ${code}. صالح ${codeMinutes} دقائق. لا تعطه لأحد.`,
  en: (code) => `Verification code ${code}. Good for ${codeMinutes} minutes. Tell nobody.`,
};
