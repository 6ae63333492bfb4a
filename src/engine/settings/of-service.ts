import type { Service } from '../define/define-service.ts';
import type { Choice, CodePolicy } from '../define/settings.ts';
import type { SettingsToday } from './settings.ts';

/** The choices of a service's setting on this day. */
export function choicesOf(settings: SettingsToday, service: Service): (setting: string) => readonly Choice[] {
  const inForce = settings.of(service);
  return (setting) => (inForce[setting]?.value ?? []) as readonly Choice[];
}

/** The city's policy of the code for a service on this day. */
export function policyOf(settings: SettingsToday, service: Service): CodePolicy {
  return settings.of(service)['code-policy']?.value as CodePolicy;
}
