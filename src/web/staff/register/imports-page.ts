import { mostBytes } from '../../../engine/registers/tasks/files.ts';
import { isInterrupted } from '../../../engine/registers/tasks/task.ts';
import { may } from '../../../engine/staff/roles.ts';
import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { framed, tied } from '../../ui/control.ts';
import { html } from '../../ui/html.ts';
import { moment, put } from '../case/case-parts.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { stateText, words } from './import-words.ts';
import { cell, importLink, lines, listTable, section } from './register-parts.ts';
import { words as registerWords } from './register-words.ts';
import type { Import } from '../../../engine/registers/import/undo-import.ts';
import type { RegisterTask } from '../../../engine/registers/tasks/task.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the page of the imports shows. `next`: older ones are behind this; `isFirst`: nothing newer is left out. */
export type ImportsView = {
  imports: readonly Import[];
  next: number | null;
  isFirst: boolean;
  tasks: readonly RegisterTask[];
  errors: FormErrors<'file'>;
  /** May files be brought in at all? Not when the register is elsewhere. */
  isOurs: boolean;
};

/** The size of the largest file, in words. */
export function withSize(text: string): string {
  return text.replace('{size}', `\u2066${Math.floor(mostBytes / 1024 / 1024)}\u2069`);
}

/** All imports, what is under way and, for who may, the form for another file. */
export function importsPage(view: ImportsView, actor: Actor, lang: Lang): StaffPage {
  const { errors, tasks, isOurs } = view;
  const summary = summaryOf(errors, lang);
  const main = html`<p class="crumbs">
      <a href="/${lang}/staff/register">${registerWords.register[lang]}</a>
    </p>
    ${summary}
    <h1>${words.imports[lang]}</h1>
    ${!isOurs && html`<p class="lead">${words.elsewhere[lang]}</p>`}
    ${isOurs && may(actor.role, 'register.import') && uploadForm(errors, lang)}
    ${tasks.length > 0 && section('tasks', words.tasks[lang], taskLines(tasks, lang))}
    <section>
      <h2>${words.done[lang]}</h2>
      ${view.imports.length === 0 ? html`<p class="quiet">${words.noImports[lang]}</p>` : importsTable(view.imports, lang)}
      ${view.next !== null && html`<p class="actions"><a href="/${lang}/staff/register/imports?before=${view.next}">${words.older[lang]}</a></p>`}
    </section>`;
  return {
    path: '/register/imports',
    title: words.imports[lang],
    main,
    actor,
    // Counts, and the names of files: nothing of what stands in them.
    reads: null,
    alert: summary !== false,
  };
}

function uploadForm(errors: FormErrors<'file'>, lang: Lang): Html {
  const options = {
    name: 'file',
    label: words.file[lang],
    hint: withSize(words.fileHint[lang]),
    value: '',
    required: true,
    lang,
    ...errorOf(errors, 'file'),
  };
  const given = attributes(tied(options), { type: 'file', accept: '.csv,.tsv,.txt,.xlsx' });
  return section(
    'upload',
    words.upload[lang],
    html`<form
      method="post"
      action="/${lang}/staff/register/imports"
      enctype="multipart/form-data"
      novalidate
    >
      ${framed(options, html`<input ${given} />`)}
      <p>${button({ text: words.send[lang] })}</p>
    </form>`,
  );
}

/** Where a task stands, in one word. */
export function taskState(task: RegisterTask): (typeof stateText)[keyof typeof stateText] {
  return stateText[isInterrupted(task) ? 'interrupted' : task.state];
}

const toneClass = { info: '', good: 'good', warn: 'warn', stop: 'stop' } as const;

function taskLines(tasks: readonly RegisterTask[], lang: Lang): Html {
  const items = tasks.map((task) => {
    const name =
      task.kind === 'undo'
        ? put(words.undoOf[lang], { import: bdi(String(task.importId ?? '')) })
        : html`<bdi>${task.file}</bdi>`;
    const { title, tone } = taskState(task);
    return html`<a href="/${lang}/staff/register/files/${task.id}">${name}</a>
      <span class="tag ${toneClass[tone]}">${title[lang]}</span>
      <span class="quiet"><bdi>${task.by.name}</bdi> · ${moment(task.createdAt, lang)}</span>`;
  });
  return lines(items, words.noTasks[lang]);
}

function importsTable(imports: readonly Import[], lang: Lang): Html {
  const count = (heading: Text, value: number) => cell(heading, bdi(value.toLocaleString('en')), lang);
  const rows = imports.map(
    ({ id, file, by, at, counts, undoneAt }) =>
      html`<tr>
        <th scope="row" data-label="${words.number[lang]}">${importLink(id, String(id), lang)}</th>
        ${cell(words.file, html`<bdi>${file}</bdi>`, lang)} ${cell(words.at, moment(at, lang), lang)}
        ${cell(words.by, html`<bdi>${by}</bdi>`, lang)} ${count(words.added, counts.added)}
        ${count(words.changed, counts.changed)} ${count(words.refused, counts.refused)}
        ${cell(words.state, undoneAt === null ? html`<span class="tag good">${words.stands[lang]}</span>` : html`<span class="tag">${words.takenBack[lang]}</span>`, lang)}
      </tr>`,
  );
  const heads = [
    words.number,
    words.file,
    words.at,
    words.by,
    words.added,
    words.changed,
    words.refused,
    words.state,
  ];
  return listTable(words.imports[lang], heads, rows, lang);
}
