import type { DemoPermit } from '../../engine/define/register.ts';
import type { RenewalSettings } from './settings.ts';

/**
 * The demo's settings. They are made up: the city's own values are not public, and a city sets its own before it goes
 * into production.
 */
export const demoSettings: { [K in keyof RenewalSettings]: RenewalSettings[K]['value'] } = {
  window: 30,
  grace: 15,
  term: 30,
  fee: 0,
  'renewal-reasons': [
    { code: 'unfinished', ar: 'لم تنتهِ الأعمال', en: 'The works are unfinished', needsWords: false },
    { code: 'weather', ar: 'أحوال الطقس', en: 'Weather', needsWords: false },
    { code: 'materials', ar: 'تأخر المواد', en: 'Materials arrived late', needsWords: false },
    { code: 'conflict', ar: 'تعارض مع خدمة أخرى', en: 'Conflict with another utility', needsWords: false },
    { code: 'change-order', ar: 'أمر تغييري', en: 'Change order', needsWords: false },
    { code: 'stopped', ar: 'إيقاف من جهة رسمية', en: 'Stopped by the authorities', needsWords: false },
    { code: 'other', ar: 'سبب آخر', en: 'Another reason', needsWords: true },
  ],
  'refusal-reasons': [
    { code: 'works-finished', ar: 'الأعمال منتهية', en: 'The works are finished', needsWords: false },
    {
      code: 'not-reinstated',
      ar: 'لم تُعَد الأوضاع في مقطع سابق',
      en: 'An earlier section was not reinstated',
      needsWords: false,
    },
    {
      code: 'conditions',
      ar: 'مخالفة شروط التصريح',
      en: 'The permit’s conditions were not kept',
      needsWords: true,
    },
    { code: 'not-holder', ar: 'مقدّم الطلب غير مفوّض', en: 'Not authorised by the holder', needsWords: false },
    { code: 'other', ar: 'سبب آخر', en: 'Another reason', needsWords: true },
  ],
  'permit-conditions': [
    {
      ar: 'يبقى هذا التصريح في موقع الأعمال، ويُبرز عند الطلب.',
      en: 'This permit stays at the site and is shown on request.',
    },
    {
      ar: 'تبقى حركة المشاة والمركبات آمنة، والحواجز والإشارات قائمة ليلًا ونهارًا.',
      en: 'Pedestrians and traffic stay safe; barriers and signs stand day and night.',
    },
    {
      ar: 'تُعاد أوضاع الشارع والرصيف إلى ما كانت عليه قبل نهاية المدة.',
      en: 'Street and pavement are reinstated before the term ends.',
    },
    {
      ar: 'لا أعمال خارج الموقع المذكور، ولا بعد آخر يوم في المدة.',
      en: 'No works outside the site named, nor after the last day of the term.',
    },
  ],
  'service-level': 2,
  'completion-days': 14,
  'completion-grace': 7,
  'completion-warning': 3,
  'objection-days': 15,
  'phone-change-hours': 24,
  'longest-term': 90,
  'code-policy': 'sms',
  'two-pairs-of-eyes': 'off',
  'reminder-ladder': [{ days: 30 }, { days: 14 }, { days: 7 }, { days: 2 }],
  'reminder-code': 'none',
};

/** What a newcomer may type: the first permit of the demo, and a phone that is nobody's. */
export function demoAnswers(today: Temporal.PlainDate): {
  contractorNumber: string;
  permitNumber: string;
  permitYear: string;
  reason: string;
  details: string;
  phone: string;
} {
  return {
    contractorNumber: '1042',
    permitNumber: '287',
    permitYear: String(today.year),
    reason: 'unfinished',
    details: '',
    phone: '0790000042',
  };
}

/**
 * About 500 made-up permits of 40 made-up contractors, with dates around `today`. The first ones are the cases that a
 * renewal may meet; the others fill the register. The same day gives the same permits.
 */
export function demoPermits(today: Temporal.PlainDate): DemoPermit[] {
  const year = today.year;
  const cases = [
    permit(1042, 287, year, today.add({ days: 10 })),
    permit(1042, 288, year, today.add({ days: 200 })),
    permit(1055, 301, year, today.subtract({ days: 5 })),
    permit(1055, 96, year - 2, today.subtract({ years: 2 })),
    {
      ...permit(1060, 410, year, today.add({ days: 12 })),
      withdrawnOn: today.subtract({ days: 20 }).toString(),
    },
    permit(1077, 512, year, today.add({ days: 8 })),
  ];
  const taken = new Set(cases.map((each) => `${each.permitYear}/${each.permitNumber}`));
  const others = Array.from({ length: 500 }, (_, index) => {
    const number = 100 + index;
    const endsOn = today.add({ days: ((index * 37) % 420) - 300 });
    const contractor = contractorNumbers[(index * 7) % contractorNumbers.length] ?? 1042;
    return permit(contractor, number, endsOn.subtract({ days: 30 }).year, endsOn);
  }).filter((each) => !taken.has(`${each.permitYear}/${each.permitNumber}`));
  const suspendedOn = today.subtract({ days: 40 }).toString();
  return [...cases, ...others].map((each) =>
    each.contractorNumber === 1077 ? { ...each, suspendedOn } : each,
  );
}

const contractorNumbers = [
  1042,
  1055,
  1060,
  1077,
  ...Array.from({ length: 36 }, (_, index) => 1101 + index * 3),
];

const firstWords = [
  'قناطر',
  'سنابل',
  'مرايا',
  'نواعير',
  'بيادر',
  'أجراس',
  'مواسم',
  'سواقي',
  'شرفات',
  'عتبات',
];
const secondWords = ['الحجر الأبيض', 'التل الأخضر', 'الوادي الهادئ', 'الأفق الجديد'];
const types = ['حفريات مياه', 'حفريات صرف صحي', 'كوابل كهرباء', 'كوابل اتصالات', 'ألياف ضوئية'];
const places = ['شارع السوسنة', 'شارع الزعتر', 'شارع الدحنون', 'شارع البلوط', 'شارع الميرمية', 'شارع النرجس'];
const owners = ['شركة المياه', 'شركة الكهرباء', 'شركة الاتصالات'];

function permit(
  contractorNumber: number,
  permitNumber: number,
  permitYear: number,
  endsOn: Temporal.PlainDate,
): DemoPermit {
  const index = contractorNumbers.indexOf(contractorNumber);
  const pick = (list: readonly string[], by: number) => list[by % list.length] ?? '';
  return {
    contractorNumber,
    contractorName: `شركة ${pick(firstWords, index)} ${pick(secondWords, Math.floor(index / firstWords.length))} للمقاولات`,
    contractorPhone: index % 3 === 0 ? null : `+96279${String(10_000 + index * 7)}00`,
    suspendedOn: null,
    permitNumber,
    permitYear,
    type: pick(types, permitNumber),
    location: pick(places, permitNumber),
    utilityOwner: pick(owners, permitNumber),
    validFrom: endsOn.subtract({ days: 29 }).toString(),
    validUntil: endsOn.toString(),
    withdrawnOn: null,
  };
}
