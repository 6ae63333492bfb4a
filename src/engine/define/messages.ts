import type { Bilingual } from './setting-form.ts';
import type { ServiceText } from './text.ts';

/** One kind of SMS about an application. */
export type MessageDefinition = {
  name: Bilingual;
  hint: Bilingual;
  /** The `{names}` that may stand in it; and those without which it would tell nothing. */
  names: readonly string[];
  required: readonly string[];
  /** The words while the city has set none: of the service, or of the portal for what is no matter of a service. */
  words: { of: keyof ServiceText & `${string}Sms` } | { always: Bilingual };
};

/**
 * THE table of the SMS about an application, or a permit. Each is a dated setting of every service, `<service>.sms-<kind>`; a new kind
 * is one entry here, and whoever sends it fills in its names.
 */
export const messages = {
  submitted: {
    name: { ar: 'رسالة استلام الطلب', en: 'SMS: application received' },
    hint: { ar: 'تُرسل حين يُقدَّم الطلب.', en: 'Sent when an application is submitted.' },
    names: ['reference', 'promised'],
    required: ['reference'],
    words: { of: 'submittedSms' },
  },
  unchecked: {
    name: { ar: 'رسالة الاستلام والسجل متوقف', en: 'SMS: received while the register is down' },
    hint: {
      ar: 'تُرسل حين يُقدَّم الطلب والسجل لا يجيب.',
      en: 'Sent when an application is submitted while the register does not answer.',
    },
    names: ['reference', 'received'],
    required: ['reference'],
    words: {
      always: {
        ar: 'استلمنا طلبك {reference} في {received}. نفحصه حين يجيب السجل.',
        en: 'We received your application {reference} on {received}. We check it as soon as the register answers.',
      },
    },
  },
  'not-renewable': {
    name: { ar: 'رسالة عدم القبول', en: 'SMS: not accepted' },
    hint: {
      ar: 'تُرسل حين يجيب السجل فيتبيّن أن الطلب لا يُقبل. {why} هو السبب، ويُختصر إن طالت الرسالة عن جزء واحد.',
      en: 'Sent when the register answers and there can be no application. {why} is the reason, cut short where the SMS would be more than one part.',
    },
    names: ['reference', 'why'],
    required: ['reference'],
    words: {
      always: {
        ar: 'طلب {reference}: {why}. انظر «تتبّع طلب».',
        en: 'Application {reference}: {why}. Read more under "Follow an application".',
      },
    },
  },
  returned: {
    name: { ar: 'رسالة طلب الاستكمال', en: 'SMS: to be completed' },
    hint: {
      ar: 'تُرسل حين تصبح الإعادة نهائية. {link} يفتح ما يُستكمل، ويقف في سطر وحده.',
      en: 'Sent when a return is final. {link} opens what is to be completed, and stands on a line of its own.',
    },
    names: ['reference', 'until', 'link'],
    required: ['reference', 'until'],
    words: {
      always: {
        ar: 'طلبك {reference} بحاجة لاستكمال حتى {until}: {link}',
        en: 'Application {reference} needs completing by {until}: {link}',
      },
    },
  },
  completed: {
    name: { ar: 'رسالة استلام ما استُكمل', en: 'SMS: completed' },
    hint: { ar: 'تُرسل حين يصل ما طُلب استكماله.', en: 'Sent when what was asked for arrived.' },
    names: ['reference', 'promised'],
    required: ['reference'],
    words: {
      always: {
        ar: 'استلمنا ما أكملته في الطلب {reference}. القرار حتى {promised}.',
        en: 'We received what you completed in {reference}. Decision by {promised}.',
      },
    },
  },
  approved: {
    name: { ar: 'رسالة الموافقة', en: 'SMS: approved' },
    hint: {
      ar: 'تُرسل حين تصبح الموافقة نهائية. {link} يفتح حالة الطلب وفيها الوثيقة، ويقف في سطر وحده.',
      en: 'Sent when an approval is final. {link} opens the status with the document, and stands on a line of its own.',
    },
    names: ['reference', 'until', 'link'],
    required: ['reference'],
    words: { of: 'approvedSms' },
  },
  refused: {
    name: { ar: 'رسالة الرفض', en: 'SMS: refused' },
    hint: {
      ar: 'تُرسل حين يصبح الرفض نهائيًا. {why} هو السبب، ويُستبدل بـ «السبب في تتبّع طلب» إن زادت الرسالة عن جزأين.',
      en: 'Sent when a refusal is final. {why} is the reason; where the SMS would be more than two parts, it says where to read it.',
    },
    names: ['reference', 'why', 'link'],
    required: ['reference'],
    words: { of: 'refusedSms' },
  },
  withdrawn: {
    name: { ar: 'رسالة سحب التصريح', en: 'SMS: permit withdrawn' },
    hint: {
      ar: 'تُرسل إلى صاحب التصريح حين تسحبه الأمانة.',
      en: 'Sent to the holder of a permit when the municipality withdraws it.',
    },
    names: ['permit', 'since', 'why'],
    required: ['permit', 'since'],
    words: {
      always: {
        ar: 'سُحب تصريحك رقم {permit} من {since}: {why}. للاعتراض راجع دائرة التصاريح.',
        en: 'Your permit {permit} is withdrawn from {since}: {why}. To object, see the permits department.',
      },
    },
  },
  restored: {
    name: { ar: 'رسالة إعادة التصريح', en: 'SMS: permit restored' },
    hint: {
      ar: 'تُرسل إلى صاحب التصريح حين تعيده الأمانة بعد سحبه.',
      en: 'Sent to the holder of a permit when the municipality restores it.',
    },
    names: ['permit', 'since', 'why'],
    required: ['permit', 'since'],
    words: {
      always: {
        ar: 'أُعيد تصريحك رقم {permit} بعد سحبه، من {since}.',
        en: 'Your permit {permit}, which was withdrawn, is restored from {since}.',
      },
    },
  },
  'completion-warning': {
    name: { ar: 'رسالة التنبيه قبل انتهاء الطلب', en: 'SMS: it ends soon' },
    hint: {
      ar: 'تُرسل قبل أن ينتهي طلب أُعيد ولم يُستكمل.',
      en: 'Sent before an application ends that was returned and not completed.',
    },
    names: ['reference', 'until'],
    required: ['reference', 'until'],
    words: {
      always: {
        ar: 'استكمل طلبك {reference} حتى {until} وإلا انتهى.',
        en: 'Complete your application {reference} by {until}, or it ends.',
      },
    },
  },
  lapsed: {
    name: { ar: 'رسالة انتهاء الطلب دون استكمال', en: 'SMS: ended, never completed' },
    hint: {
      ar: 'تُرسل حين ينتهي طلب أُعيد ولم يُستكمل.',
      en: 'Sent when an application ends that was returned and not completed.',
    },
    names: ['reference'],
    required: ['reference'],
    words: {
      always: {
        ar: 'انتهى طلبك {reference} دون استكمال. يمكنك التقديم من جديد.',
        en: 'Your application {reference} ended: it was not completed. You can apply anew.',
      },
    },
  },
  objected: {
    name: { ar: 'رسالة استلام الاعتراض', en: 'SMS: objection received' },
    hint: { ar: 'تُرسل حين يصل اعتراض على رفض.', en: 'Sent when an objection to a refusal arrives.' },
    names: ['reference', 'promised'],
    required: ['reference'],
    words: {
      always: {
        ar: 'استلمنا اعتراضك على الطلب {reference}. الرد حتى {promised}.',
        en: 'We received your objection on {reference}. Answer by {promised}.',
      },
    },
  },
  'objection-upheld': {
    name: { ar: 'رسالة قبول الاعتراض', en: 'SMS: objection upheld' },
    hint: {
      ar: 'تُرسل حين يُقبل الاعتراض ويعود الطلب إلى الدراسة.',
      en: 'Sent when an objection is upheld and the application is reviewed anew.',
    },
    names: ['reference', 'promised'],
    required: ['reference'],
    words: {
      always: {
        ar: 'قُبل اعتراضك وعاد طلبك {reference} للدراسة. القرار حتى {promised}.',
        en: 'Your objection is upheld: {reference} is under review again. Decision by {promised}.',
      },
    },
  },
  'objection-rejected': {
    name: { ar: 'رسالة رد الاعتراض', en: 'SMS: objection rejected' },
    hint: { ar: 'تُرسل حين لا يُقبل الاعتراض.', en: 'Sent when an objection is rejected.' },
    names: ['reference'],
    required: ['reference'],
    words: {
      always: {
        ar: 'لم يُقبل اعتراضك على الطلب {reference}. انظر «تتبّع طلب».',
        en: 'Your objection on {reference} is rejected. Read why under "Follow an application".',
      },
    },
  },
  'phone-change': {
    name: { ar: 'رسالة طلب تغيير الهاتف', en: 'SMS: another phone was asked for' },
    hint: {
      ar: 'تُرسل إلى الهاتف السابق. {link} يوقف التغيير، ويقف في سطر وحده.',
      en: 'Sent to the phone from before. {link} stops the change, and stands on a line of its own.',
    },
    names: ['reference', 'until', 'link'],
    required: ['reference', 'link'],
    words: {
      always: {
        ar: 'سيتغيّر هاتف الطلب {reference} في {until}. لم تطلبه؟ أوقفه: {link}',
        en: 'The phone of {reference} changes on {until}. Not asked by you? Stop it: {link}',
      },
    },
  },
  'phone-changed': {
    name: { ar: 'رسالة تغيّر الهاتف', en: 'SMS: the phone changed' },
    hint: { ar: 'تُرسل إلى الهاتفين حين يتغيّر الهاتف.', en: 'Sent to both phones when the phone changed.' },
    names: ['reference'],
    required: ['reference'],
    words: {
      always: {
        ar: 'تغيّر رقم هاتف الطلب {reference}، ورسائله تصل إلى الرقم الجديد.',
        en: 'The phone of {reference} has changed: its messages go to the new number.',
      },
    },
  },
  reminder: {
    name: { ar: 'رسالة التذكير', en: 'SMS: reminder' },
    hint: {
      ar: 'تُرسل إلى من وافق على التذكير، وتسمّي كل تصاريحه التي تنتهي قريبًا. {link} يفتح صفحة التجديد وإيقاف التذكير، ويقف في سطر وحده.',
      en: 'Sent to those who agreed to be reminded, with all of their permits that end soon. {link} leads to renewing and to stopping reminders, on a line of its own.',
    },
    names: ['permits', 'link'],
    required: ['permits'],
    words: {
      always: {
        ar: 'تصاريح تنتهي: {permits}. للتجديد أو الإيقاف: {link}',
        en: 'Permits that end soon: {permits}. To renew, or to stop reminders: {link}',
      },
    },
  },
} as const satisfies Record<string, MessageDefinition>;

/** What an SMS about an application is about. */
export type MessageKind = keyof typeof messages;

/** All kinds, in the order of the office's list. */
export const messageKinds = Object.keys(messages) as MessageKind[];

/** What every `{name}` stands for, for the person who writes a message. */
export const messageNames: Readonly<Record<(typeof messages)[MessageKind]['names'][number], Bilingual>> = {
  reference: { ar: 'رقم الطلب المرجعي', en: 'the reference' },
  promised: { ar: 'آخر موعد للقرار', en: 'the promised date' },
  received: { ar: 'يوم استلام الطلب', en: 'the day it was received' },
  why: { ar: 'السبب', en: 'the reason' },
  until: { ar: 'آخر يوم', en: 'the last day' },
  since: { ar: 'أول يوم', en: 'the first day' },
  permits: { ar: 'كل تصريح وآخر يوم فيه', en: 'each permit with its last day' },
  permit: { ar: 'رقم التصريح وسنته', en: 'the permit’s number and year' },
  link: { ar: 'الرابط', en: 'the link' },
};

/** The name of the setting that holds a message's words. */
export function messageSetting(kind: MessageKind): `sms-${MessageKind}` {
  return `sms-${kind}`;
}

/** The words of a message as the service's definition has them: in force as long as the city has set none. */
export function definedMessage(text: { ar: ServiceText; en: ServiceText }, kind: MessageKind): Bilingual {
  const { words }: MessageDefinition = messages[kind];
  return 'always' in words ? words.always : { ar: text.ar[words.of], en: text.en[words.of] };
}

/** Where a message's words stand in the text of a service; the kind itself for those that are no matter of a service. */
export function wordsKey(kind: MessageKind): string {
  const { words }: MessageDefinition = messages[kind];
  return 'of' in words ? words.of : kind;
}
