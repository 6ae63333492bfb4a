import { deleteConsents, deleteDraftsOfPhone, eraseApplications } from './erase.store.ts';
import { phoneAnswer } from '../applications/make-application.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';

/** Makes applications of a service anonymous since somebody asked for it, in the transaction `trx`, which has them locked. */
export function eraseAsked(
  trx: Transaction<Schema>,
  service: Service,
  ids: readonly number[],
): Promise<number> {
  return eraseApplications(trx, service, ids, { kind: 'asked-for' });
}

/** Deletes the drafts of a service in which this phone was given. Answers how many they were. */
export function forgetDraftsOf(trx: Transaction<Schema>, service: Service, phone: string): Promise<number> {
  return deleteDraftsOfPhone(trx, phoneAnswer(service), service.slug, phone);
}

/**
 * Forgets that somebody agreed to be reminded, also where the application itself must be kept. That a phone wants no reminders
 * stays: without it the register's word would count again.
 */
export function forgetConsentsOf(
  trx: Transaction<Schema>,
  applications: readonly number[],
  phone: string | null,
): Promise<void> {
  return deleteConsents(trx, applications, phone);
}
