import type { Lang } from '../../platform/i18n/lang.ts';

type Words = Readonly<Record<Lang, string>>;

/** The roles of the office, as people read them. The order is that of the matrix. */
export const roles = {
  clerk: { ar: 'موظف', en: 'Clerk' },
  supervisor: { ar: 'مشرف', en: 'Supervisor' },
  administrator: { ar: 'مدير النظام', en: 'Administrator' },
  inspector: { ar: 'مفتش', en: 'Inspector' },
  auditor: { ar: 'مدقق', en: 'Auditor' },
} as const satisfies Record<string, Words>;

/** What a person of the office is. Each has one role. */
export type Role = keyof typeof roles;

/** All roles, in the order of the matrix. */
export const roleNames = Object.keys(roles) as Role[];

/** Is this text the name of a role? */
export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** An action of the office: its words, whether it changes anything, and the roles that may do it. */
type ActionRule = { text: Words; changes: boolean; roles: readonly Role[] };

const office: readonly Role[] = ['clerk', 'supervisor'];

/**
 * THE table of who may do what; the page of the roles and the tests are made from it. Who looks after the system decides
 * no application, and the auditor reads everything and changes nothing.
 */
export const actions = {
  'queue.read': {
    text: { ar: 'الاطلاع على قائمة الطلبات', en: 'See the queue of applications' },
    changes: false,
    roles: [...office, 'administrator', 'auditor'],
  },
  'application.read': {
    text: { ar: 'الاطلاع على طلب', en: 'Read an application' },
    changes: false,
    roles: [...office, 'administrator', 'inspector', 'auditor'],
  },
  'application.take': {
    text: { ar: 'استلام طلب', en: 'Take an application' },
    changes: true,
    roles: office,
  },
  'application.decide': {
    text: {
      ar: 'الموافقة على طلب أو رفضه أو إعادته للاستكمال',
      en: 'Approve, refuse or return an application',
    },
    changes: true,
    roles: office,
  },
  'application.note': {
    text: { ar: 'كتابة ملاحظة على طلب', en: 'Write a note on an application' },
    changes: true,
    roles: office,
  },
  'decision.undo': {
    text: { ar: 'الرجوع عن قراره', en: 'Undo a decision of one’s own' },
    changes: true,
    roles: office,
  },
  'term.adjust': {
    text: { ar: 'تحديد آخر يوم آخر للمدة عند الموافقة', en: 'Give an approved term another last day' },
    changes: true,
    roles: ['supervisor'],
  },
  'figures.read': {
    text: { ar: 'الاطلاع على الأرقام والتقارير', en: 'See figures and reports' },
    changes: false,
    roles: ['supervisor', 'administrator', 'auditor'],
  },
  'register.read': {
    text: { ar: 'البحث في السجل', en: 'Search the register' },
    changes: false,
    roles: [...office, 'administrator', 'inspector', 'auditor'],
  },
  'register.import': {
    text: { ar: 'استيراد السجل من ملف', en: 'Bring the register in from a file' },
    changes: true,
    roles: ['administrator'],
  },
  'document.check': {
    text: { ar: 'التحقق من صحة وثيقة', en: 'Check whether a document is genuine' },
    changes: false,
    roles: [...office, 'administrator', 'inspector', 'auditor'],
  },
  'inspection.read': {
    text: { ar: 'الاطلاع على ما دوّنه المفتشون وصوره', en: 'See inspections and their photos' },
    changes: false,
    roles: [...office, 'administrator', 'inspector', 'auditor'],
  },
  'inspection.note': {
    text: { ar: 'تدوين تفتيش في الموقع', en: 'Note an inspection in the street' },
    changes: true,
    roles: ['inspector'],
  },
  'settings.read': {
    text: { ar: 'الاطلاع على الإعدادات', en: 'See the settings' },
    changes: false,
    roles: ['supervisor', 'administrator', 'auditor'],
  },
  'settings.change': {
    text: { ar: 'تغيير الإعدادات', en: 'Change the settings' },
    changes: true,
    roles: ['administrator'],
  },
  'staff.read': {
    text: { ar: 'الاطلاع على حسابات الموظفين', en: 'See the accounts of the staff' },
    changes: false,
    roles: ['administrator', 'auditor'],
  },
  'staff.manage': {
    text: { ar: 'إدارة حسابات الموظفين', en: 'Manage the accounts of the staff' },
    changes: true,
    roles: ['administrator'],
  },
  'counter.file': {
    text: { ar: 'تقديم طلب عند الشباك', en: 'File an application at the counter' },
    changes: true,
    roles: office,
  },
  'audit.read': {
    text: { ar: 'الاطلاع على سجل التدقيق', en: 'Read the audit trail' },
    changes: false,
    roles: ['supervisor', 'administrator', 'auditor'],
  },
  'permit.withdraw': {
    text: { ar: 'سحب تصريح أو إعادته', en: 'Withdraw or restore a permit' },
    changes: true,
    roles: ['supervisor'],
  },
  'contractor.suspend': {
    text: { ar: 'إيقاف مقاول أو رفع إيقافه', en: 'Suspend or reinstate a contractor' },
    changes: true,
    roles: ['supervisor'],
  },
  'decision.confirm': {
    text: { ar: 'اعتماد قرار أعدّه غيره', en: 'Confirm a decision that somebody else prepared' },
    changes: true,
    roles: ['supervisor'],
  },
  'delegation.read': {
    text: { ar: 'الاطلاع على التفويضات', en: 'See the delegations' },
    changes: false,
    roles: [...office, 'administrator', 'auditor'],
  },
  'delegation.give': {
    text: { ar: 'تفويض موظف بالاعتماد', en: 'Delegate the confirming to a clerk' },
    changes: true,
    roles: ['supervisor'],
  },
  'delegation.end': {
    text: { ar: 'إنهاء تفويض هو طرف فيه', en: 'End a delegation given or received' },
    changes: true,
    roles: office,
  },
  'view.keep': {
    text: { ar: 'حفظ عروض لقائمة الطلبات', en: 'Keep views of the queue' },
    changes: true,
    roles: [...office, 'administrator'],
  },
  'figures.by-person': {
    text: { ar: 'الاطلاع على أرقام كل موظف', en: 'See the figures of each person' },
    changes: false,
    roles: ['supervisor', 'auditor'],
  },
  'figures.export-personal': {
    text: { ar: 'تصدير قائمة فيها أسماء وهواتف', en: 'Export a list with names and phones' },
    changes: false,
    roles: ['supervisor', 'auditor'],
  },
  'satisfaction.read': {
    text: { ar: 'قراءة تعليقات متلقي الخدمة', en: 'Read what people wrote about the service' },
    changes: false,
    roles: ['supervisor', 'auditor'],
  },
  'message.read': {
    text: { ar: 'الاطلاع على الرسائل ومآلها', en: 'See the messages and what became of them' },
    changes: false,
    roles: [...office, 'administrator', 'auditor'],
  },
  'message.retry': {
    text: { ar: 'إرسال رسالة مرة أخرى', en: 'Have a message sent again' },
    changes: true,
    roles: [...office, 'administrator'],
  },
  'job.read': {
    text: { ar: 'الاطلاع على أعمال النظام', en: 'See the system’s jobs' },
    changes: false,
    roles: ['administrator', 'auditor'],
  },
  'job.retry': {
    text: { ar: 'إعادة عمل لم ينجح', en: 'Have a failed job done again' },
    changes: true,
    roles: ['administrator'],
  },
  'objection.read': {
    text: { ar: 'الاطلاع على الاعتراضات', en: 'See the objections' },
    changes: false,
    roles: [...office, 'administrator', 'auditor'],
  },
  'objection.answer': {
    text: { ar: 'الرد على اعتراض على رفض غيره', en: 'Answer an objection to another’s refusal' },
    changes: true,
    roles: ['supervisor'],
  },
  'phone.confirm': {
    text: { ar: 'اعتماد هاتف آخر يختلف عن السجل', en: 'Confirm another phone that is not the register’s' },
    changes: true,
    roles: office,
  },
  'privacy.handle': {
    text: { ar: 'نسخ بيانات شخص أو محوها بطلبه', en: 'Copy or erase somebody’s data at their request' },
    changes: true,
    roles: ['administrator'],
  },
} as const satisfies Record<string, ActionRule>;

/** Something that a role may or may not do. */
export type Action = keyof typeof actions;

/** All actions, in the order of the matrix. */
export const actionNames = Object.keys(actions) as Action[];

/** May a person of this role do this? */
export function may(role: Role, action: Action): boolean {
  const rule: ActionRule = actions[action];
  return rule.roles.includes(role);
}
