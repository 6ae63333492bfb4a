import { actions, isRole, may, roles } from '../../../engine/staff/roles.ts';
import { showMoment } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html, join } from '../../ui/html.ts';
import { actionWords, detailWords, subjectWords, valueWords, words } from './audit-words.ts';
import { writeQuery } from './read-filter.ts';
import type { AuditAction } from '../../../engine/audit/record.ts';
import type { ChainedEntry } from '../../../engine/audit/chain.ts';
import type { Role } from '../../../engine/staff/roles.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** What the rows are written with: names of the staff by their numbers, and who reads. */
export type Reader = { names: ReadonlyMap<string, string>; role: Role; lang: Lang };

/** One entry as a row of the table; what is rarely wanted is in its details. */
export function entryRow(entry: ChainedEntry, reader: Reader): Html {
  const { id, action, reason, place, data, hash } = entry;
  const { lang } = reader;
  const { date, time } = showMoment(new Date(entry.at), lang);
  const facts: { key: string; value: Html }[] = [
    ...detailsOf(data, lang),
    ...(reason === '' ? [] : [{ key: words.reason[lang], value: html`<bdi>${reason}</bdi>` }]),
    { key: words.place[lang], value: placeText(place, lang) },
    { key: words.number[lang], value: bdi(String(id)) },
    { key: words.hash[lang], value: html`<span class="hash">${bdi(hash)}</span>` },
  ];
  const rows = facts.map(
    ({ key, value }) =>
      html`<div>
        <dt>${key}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<tr>
    <td class="when" data-label="${words.when[lang]}">${bdi(date)} ${bdi(time)}</td>
    <td data-label="${words.who[lang]}">${actorText(entry.actor, reader)}</td>
    <th scope="row">${actionText(action, lang)}</th>
    <td data-label="${words.subject[lang]}">${subjectCell(entry.subject, reader)}</td>
    <td>
      ${brief(data, lang)}
      <details>
        <summary>${words.details[lang]}<span class="vh"> ${bdi(String(id))}</span></summary>
        <dl class="facts">${rows}</dl>
      </details>
    </td>
  </tr>`;
}

function actionText(action: string, lang: Lang): Html {
  const known = Object.hasOwn(actionWords, action) ? actionWords[action as AuditAction] : null;
  return known === null ? bdi(action) : html`${known[lang]}`;
}

/** Who did it, by name where it is one of the office. */
function actorText(actor: string, { names, lang }: Reader): Html {
  const name = names.get(actor);
  if (name !== undefined) return html`<bdi>${name}</bdi>`;
  if (actor.startsWith('command:'))
    return html`${words.commandLine[lang]} · ${bdi(actor.slice('command:'.length))}`;
  if (actor === 'contractor' || actor === 'system' || actor === 'stranger')
    return html`${words[actor][lang]}`;
  return bdi(actor);
}

/** To what, with a link to its page where it has one that the reader may open, and to everything about it. */
function subjectCell(subject: string, reader: Reader): Html {
  const { lang, role } = reader;
  const [kind = '', number = ''] = subject.split(/:(.*)/s);
  const page =
    kind === 'application' && may(role, 'application.read') && /^\d+$/.test(number)
      ? `/applications/${number}`
      : kind === 'staff' && may(role, 'staff.read') && reader.names.has(subject)
        ? `/people/${number}`
        : null;
  const text = subjectText(subject, reader);
  const named = page === null ? text : html`<a href="/${lang}/staff${page}">${text}</a>`;
  if (number === '' || number === 'unknown') return named;
  const all = `/${lang}/staff/audit${writeQuery({ subject })}`;
  return html`${named}
    <a class="quiet only" href="${all}">${words.only[lang]}<span class="vh"> ${bdi(subject)}</span></a>`;
}

function subjectText(subject: string, { names, lang }: Reader): Html {
  const name = names.get(subject);
  if (name !== undefined) return html`<bdi>${name}</bdi>`;
  if (subject === 'staff:unknown') return html`${words.unknown[lang]}`;
  const [kind = '', number = ''] = subject.split(/:(.*)/s);
  const known = subjectWords[kind];
  if (known === undefined) return bdi(subject);
  return number === '' ? html`${known[lang]}` : html`${known[lang]} ${bdi(number)}`;
}

function placeText(place: string, lang: Lang): Html {
  if (place === 'command line') return html`${words.commandLine[lang]}`;
  const [kind, hash = ''] = place.split(':');
  // The same address has the same digits; eight of them are enough to see that.
  return kind === 'address' ? html`${words.address[lang]} ${bdi(hash.slice(0, 8))}` : bdi(place);
}

/** What is best seen at a glance: the way in, the reason of a refusal, what was changed. */
function brief(data: string, lang: Lang): Html {
  const shown = parse(data).filter(([name]) => ['way', 'why', 'what', 'role', 'to', 'kind'].includes(name));
  return join(shown.map(([name, value]) => html`<span class="tag">${valueText(name, value, lang)}</span> `));
}

function detailsOf(data: string, lang: Lang): { key: string; value: Html }[] {
  return parse(data).map(([name, value]) => ({
    key: detailWords[name]?.[lang] ?? name,
    value: valueText(name, value, lang),
  }));
}

function parse(data: string): [string, unknown][] {
  return Object.entries(JSON.parse(data) as Record<string, unknown>);
}

function valueText(name: string, value: unknown, lang: Lang): Html {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (['role', 'from', 'to'].includes(name) && isRole(text)) return html`${roles[text][lang]}`;
  if (name === 'right' && Object.hasOwn(actions, text))
    return html`${actions[text as keyof typeof actions].text[lang]}`;
  if (name === 'action' && Object.hasOwn(actionWords, text)) return actionText(text, lang);
  // A number or a route is what it is; only names that we wrote have words.
  const known = ['way', 'why', 'what', 'kind', 'after', 'complete'].includes(name)
    ? valueWords[text]
    : undefined;
  return known === undefined ? bdi(text) : html`${known[lang]}`;
}
