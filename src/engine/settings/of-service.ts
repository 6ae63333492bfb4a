import type { Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Choice, CodePolicy } from '../define/settings.ts';
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
