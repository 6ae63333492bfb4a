import type { Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Choice, CodePolicy, TwoPairsPolicy } from '../define/settings.ts';
import type { WalkPolicy } from '../journey/walk.ts';
import type { SettingsToday } from './settings.ts';

/** The choices of a service's setting on this day. */
export function choicesOf(settings: SettingsToday, service: Service): (setting: string) => readonly Choice[] {
  const inForce = settings.of(service);
  return (setting) => (inForce[setting]?.value ?? []) as readonly Choice[];
}

/** What a visitor must prove: the city's policy of the code on this day, or at the counter who they are. */
export function policyFor(
  settings: SettingsToday,
  service: Service,
  visitor: Pick<Visitor, 'counter'> | null,
): WalkPolicy {
  return visitor?.counter ? 'counter' : (settings.of(service)['code-policy']?.value as CodePolicy);
}

/** How many working days after submitting a decision is promised, on this day: one at least. */
export function serviceLevel(settings: SettingsToday, service: Service): number {
  return Math.max(1, settings.of(service)['service-level']?.value as number);
}

/** Until the end of which day a contractor may complete what is returned to them on this one. */
export function completeByOf(settings: SettingsToday, service: Service): Temporal.PlainDate {
  return settings.today.add({ days: Math.max(1, settings.of(service)['completion-days']?.value as number) });
}

/** How many days after its last day to complete an application ends, by the settings of the day on which it was returned. */
export function completionGrace(settings: SettingsToday, service: Service): number {
  return settings.of(service)['completion-grace']?.value as number;
}

/** How many days before such an end its contractor is warned; zero: never. */
export function completionWarning(settings: SettingsToday, service: Service): number {
  return settings.of(service)['completion-warning']?.value as number;
}

/** How many days after a refusal of this day it may be objected to; zero: not at all. */
export function objectionDays(settings: SettingsToday, service: Service): number {
  return settings.of(service)['objection-days']?.value as number;
}

/** How many hours another phone waits. */
export function phoneChangeHours(settings: SettingsToday, service: Service): number {
  return settings.of(service)['phone-change-hours']?.value as number;
}

/** Which decisions of a service two people take together on this day. */
export function twoPairsOf(settings: SettingsToday, service: Service): TwoPairsPolicy {
  return (settings.of(service)['two-pairs-of-eyes']?.value ?? 'off') as TwoPairsPolicy;
}
