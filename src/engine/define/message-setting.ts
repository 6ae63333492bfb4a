import { z } from 'zod';
import { messages } from './messages.ts';
import { namesIn } from './text.ts';
import type { MessageDefinition, MessageKind } from './messages.ts';
import type { Bilingual } from './setting-form.ts';
import type { SettingDefinition } from './settings.ts';

const mostCharacters = 300;

/** A message as a dated setting: words in both languages that use names it knows, and those that must be there. */
export function messageDefinition(kind: MessageKind): SettingDefinition<Bilingual> {
  const { name, hint, names, required }: MessageDefinition = messages[kind];
  const words = z
    .string()
    .min(1)
    .max(mostCharacters)
    .superRefine((text, context) => {
      const used = namesIn(text);
      const wrong = (because: string, those: string[]) => {
        if (those.length === 0) return;
        const shown = those.map((each) => `{${each}}`).join(' ');
        context.addIssue({
          code: 'custom',
          message: `${because} ${shown}`,
          params: { because, names: shown },
        });
      };
      wrong(
        'unknown-name',
        used.filter((each) => !names.includes(each)),
      );
      wrong(
        'name-missing',
        required.filter((each) => !used.includes(each)),
      );
      // A brace that is no name's would reach the phone as it stands.
      if (/[{}]/.test(text.replace(/\{\w+\}/g, '')))
        context.addIssue({ code: 'custom', message: 'a lone brace', params: { because: 'lone-brace' } });
    });
  return {
    schema: z.strictObject({ ar: words, en: words }),
    name,
    hint,
    group: 'texts',
    form: { kind: 'message', max: mostCharacters, names, required },
    rehearsed: false,
  };
}
