import { may } from '../../../engine/staff/roles.ts';
import { words as auditWords } from '../audit/audit-words.ts';
import { words as counterWords } from '../counter/counter-words.ts';
import { words as delegationWords } from '../delegations/delegations-words.ts';
import { words as figuresWords } from '../figures/figures-words.ts';
import { words as jobsWords } from '../jobs/jobs-words.ts';
import { words as messagesWords } from '../messages/messages-words.ts';
import { words as inspectionWords } from '../inspection/inspection-words.ts';
import { words as objectionWords } from '../objections/objections-words.ts';
import { words as privacyWords } from '../privacy/privacy-words.ts';
import { words as guideWords } from '../guide/guide-words.ts';
import { words as queueWords } from '../queue/queue-words.ts';
import { words as registerWords } from '../register/register-words.ts';
import { words as settingsWords } from '../settings/settings-words.ts';
import { words } from './words.ts';
import type { Action, Role } from '../../../engine/staff/roles.ts';
import type { Text } from '../../ui/words.ts';

/** A room of the office in its menu; `path` is what follows `/ar/staff`. */
export type Room = { path: string; text: Text; rule: 'signed-in' | Action };

/** All rooms, in the order of the menu. */
const rooms: readonly Room[] = [
  { path: '', text: words.home, rule: 'signed-in' },
  { path: '/queue', text: queueWords.queue, rule: 'queue.read' },
  { path: '/objections', text: objectionWords.objections, rule: 'objection.read' },
  { path: '/counter', text: counterWords.counter, rule: 'counter.file' },
  { path: '/inspection', text: inspectionWords.inspection, rule: 'inspection.note' },
  { path: '/register', text: registerWords.register, rule: 'register.read' },
  { path: '/messages', text: messagesWords.messages, rule: 'message.read' },
  { path: '/figures', text: figuresWords.figures, rule: 'figures.read' },
  { path: '/delegations', text: delegationWords.delegations, rule: 'delegation.read' },
  { path: '/people', text: words.people, rule: 'staff.read' },
  { path: '/settings', text: settingsWords.settings, rule: 'settings.read' },
  { path: '/jobs', text: jobsWords.jobs, rule: 'job.read' },
  { path: '/privacy', text: privacyWords.privacy, rule: 'privacy.handle' },
  { path: '/audit', text: auditWords.title, rule: 'audit.read' },
  { path: '/roles', text: words.matrix, rule: 'signed-in' },
  { path: '/guide', text: guideWords.titleShort, rule: 'signed-in' },
];

/** The rooms that a role may enter. */
export function roomsOf(role: Role): Room[] {
  return rooms.filter(({ rule }) => rule === 'signed-in' || may(role, rule));
}
