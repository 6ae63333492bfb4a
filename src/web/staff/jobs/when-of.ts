import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { words } from './jobs-words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** The hours of our own jobs in words; others stand as they are written. */
export function whenOf(cron: string, lang: Lang): Html {
  if (cron === '* * * * *') return html`${words.everyMinute[lang]}`;
  const [, every, begins = '', ends = ''] =
    /^(?:\*\/(\d{1,2})|\d{1,2}) (?:\*|(\d{1,2})-(\d{1,2})) \* \* \*$/.exec(cron) ?? [];
  const clock = (at: string, of: string) => bdi(`${at.padStart(2, '0')}:${of.padStart(2, '0')}`);
  const minutes = bdi(every ?? '');
  if (every !== undefined && begins === '') return put(words.everyFew[lang], { minutes });
  if (every !== undefined)
    return put(words.everyFewBetween[lang], {
      minutes,
      from: clock(begins, '0'),
      until: clock(ends, String(60 - Number(every))),
    });
  if (begins !== '') {
    const minute = cron.split(' ')[0] ?? '';
    return put(words.hourlyBetween[lang], {
      minute: bdi(minute),
      from: clock(begins, minute),
      until: clock(ends, minute),
    });
  }
  const [, minute = '', hour = ''] = /^(\d{1,2}) (\d{1,2}|\*) \* \* \*$/.exec(cron) ?? [];
  if (minute === '') return bdi(cron);
  if (hour === '*') return put(words.hourly[lang], { minute: bdi(minute) });
  return put(words.daily[lang], { time: bdi(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`) });
}
