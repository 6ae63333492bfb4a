import { randomUUID } from 'node:crypto';
import { insertAlarm } from './alarms.store.ts';
import { sendMessageQueue } from './queue.ts';
import type { Context } from '../context.ts';
import type { Bilingual } from '../define/setting-form.ts';

/** What somebody of the office must be called for. */
export type AlarmKind = 'messages' | 'audit' | 'codes';

/** The subject of each, in both languages: whoever is called may read either. Nothing personal stands in an alarm. */
const subjects: Readonly<Record<AlarmKind, Bilingual>> = {
  messages: { ar: 'رسائل لم تصل', en: 'Messages that did not arrive' },
  audit: { ar: 'سجل التدقيق لا يطابق ما وُقّع', en: 'The audit is not what was signed' },
  codes: { ar: 'أكواد تحقق أكثر من المعتاد', en: 'More verification codes than usual' },
};

/** What to do about it. */
const advice: Readonly<Record<AlarmKind, Bilingual>> = {
  messages: {
    ar: 'افتح «الرسائل» في مكتب التصاريح لترى أيها ولماذا.',
    en: 'Open “Messages” in the permits office to see which, and why.',
  },
  audit: {
    ar: 'احفظ نسخة من السجل ومن التواقيع الآن، وأبلغ المدققين.',
    en: 'Keep a copy of the audit and of the checkpoints now, and tell the auditors.',
  },
  codes: {
    ar: 'قد يرسل أحدهم رسائل على حساب الأمانة. راجع الحدود في «الإعدادات».',
    en: 'Somebody may be sending SMS at the city’s expense. Look at the limits under “Settings”.',
  },
};

/**
 * Tells the office of an alarm by e-mail, at the addresses that it has set; once an hour at most for each kind. The row is
 * written like that of any message, so that it is sent however often the process dies.
 */
export async function raiseAlarm(ctx: Context, kind: AlarmKind, counted: Bilingual): Promise<void> {
  const addresses = (await ctx.settings.now()).portal['messages.alarm-addresses'].value;
  if (addresses.length === 0) return;
  const { ar, en } = subjects[kind];
  const where = ctx.publicUrl === null ? '' : `\n\n${ctx.publicUrl}/ar/staff`;
  const text = `${ar}: ${counted.ar}.\n${advice[kind].ar}\n\n${en}: ${counted.en}.\n${advice[kind].en}${where}\n`;
  const messages = addresses.map(({ email }) => ({ id: randomUUID(), email }));
  const written = await ctx.db.query.transaction().execute(async (trx) => {
    if (!(await insertAlarm(trx, messages, { subject: `${ar} · ${en}`, text }))) return false;
    for (const { id } of messages) await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: id });
    return true;
  });
  if (written) ctx.jobs.nudge(sendMessageQueue);
}
