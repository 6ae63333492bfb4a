import type { Service } from '../define/define-service.ts';

/**
 * The answers that a contractor may be asked to complete: what the journey asks, never the numbers of the look-up, since
 * another row of the register is another matter. In the order of the journey.
 */
export function openFields(service: Service): string[] {
  return service.journey.flatMap((step) => (step.kind === 'ask' ? step.asks : []));
}

/**
 * Named answers with those that they may make needed, in the order of the journey: who may choose another reason must be
 * able to give the words that it asks for.
 */
export function withWhatTheyNeed(service: Service, fields: readonly string[]): string[] {
  return openFields(service).filter((name) => {
    const definition = service.answers[name];
    const neededBy = definition?.kind === 'longText' ? definition.neededBy : null;
    return fields.includes(name) || (neededBy !== null && fields.includes(neededBy));
  });
}
