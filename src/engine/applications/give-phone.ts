import { setPhone } from './phones.store.ts';
import { completedShown } from './completion.ts';
import { phoneAnswer } from './make-application.ts';
import { searchWords } from './search-words.ts';
import { emptyDraft } from '../journey/draft.ts';
import { choicesOf } from '../settings/of-service.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { HeldApplication } from './hold-application.ts';

/**
 * Gives an application another phone that was proven, in the transaction `trx`, which has it locked: the answer with its words, and
 * what it is found by. Whoever looks at its status is asked anew. Answers whether it is the register's; null: that is not known.
 */
export async function givePhone(
  trx: Transaction<Schema>,
  settings: SettingsToday,
  service: Service,
  application: HeldApplication,
  phone: string,
): Promise<boolean | null> {
  const { id, lang, found } = application;
  const name = phoneAnswer(service);
  const answers = { ...application.answers, [name]: phone };
  const draft = { ...emptyDraft('', service, lang), answers, found };
  const shown = completedShown(service, application, draft, { [name]: phone }, choicesOf(settings, service));
  const ofRegister = found === null ? null : found.phone === phone;
  const words = searchWords(service, { found, answers, phone });
  await setPhone(trx, id, { phone, ofRegister, answers, shown, words });
  return ofRegister;
}
