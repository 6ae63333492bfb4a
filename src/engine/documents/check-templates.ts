import { readFileSync } from 'node:fs';
import { DefinitionError } from '../define/check-services.ts';
import type { Service } from '../define/define-service.ts';

/**
 * Sees when the process starts that the template of every document is there, and that both languages have each word it says.
 * @throws DefinitionError listing every mistake
 */
export function checkTemplates(services: readonly Service[]): void {
  const mistakes: string[] = [];
  for (const { slug, issues, text } of services) {
    if (issues === null) continue;
    const template = read(issues.template);
    if (template === null) {
      mistakes.push(`${slug}: issues.template: ${issues.template} cannot be read`);
      continue;
    }
    for (const [, lang = '', name = ''] of template.matchAll(/\bwords\.(ar|en)\.([a-zA-Z]+)/g))
      if (!text[lang as 'ar' | 'en'].document?.words[name])
        mistakes.push(`${slug}: text.${lang}.document.words.${name}: is missing, the template says it`);
  }
  if (mistakes.length > 0)
    throw new DefinitionError(`Service definitions are wrong:\n  ${mistakes.join('\n  ')}`);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
