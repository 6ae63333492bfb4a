import { isolate } from './dates.ts';
import type { Lang } from './lang.ts';

/** An amount in fils as dinars with three decimals: `12.500 د.أ`, `JOD 12.500`. */
export function showMoney(fils: number, lang: Lang): string {
  const amount = `${Math.trunc(fils / 1000)}.${String(Math.abs(fils % 1000)).padStart(3, '0')}`;
  return lang === 'ar' ? `${isolate(amount)} د.أ` : `JOD ${amount}`;
}
