import { isInterrupted, isMoving, beginsAnew } from '../../../engine/registers/tasks/task.ts';
import { sayFileProblem } from '../../../engine/registers/import/file-words.ts';
import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button, linkButton } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { moment, put } from '../case/case-parts.ts';
import { builtOnLines, countRows } from './import-page.ts';
import { words } from './import-words.ts';
import { taskState } from './imports-page.ts';
import { importLink, section } from './register-parts.ts';
import { optionsForm } from './task-options.ts';
import { samplesSection } from './task-samples.ts';
import type { RegisterTask } from '../../../engine/registers/tasks/task.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** One file on its way into the register, or one undoing: where it stands, what it would do or did, and what can be done. */
export function taskPage(task: RegisterTask, message: string | null, actor: Actor, lang: Lang): StaffPage {
  const mayChange = may(actor.role, 'register.import');
  const title =
    task.kind === 'undo'
      ? put(words.undoOf[lang], { import: bdi(String(task.importId)) })
      : html`<bdi>${task.file}</bdi>`;
  const { state, summary, samples, stored } = task;
  const shown = isMoving(task) && state !== 'done' ? null : summary;
  const main = html`<p class="crumbs">
      <a href="/${lang}/staff/register/imports">${words.imports[lang]}</a>
    </p>
    ${message !== null && notice({ tone: 'warn', title: message, body: nothing })}
    <div class="case-head">
      <h1>${title}</h1>
      <p class="quiet"><bdi>${task.by.name}</bdi> · ${moment(task.createdAt, lang)}</p>
    </div>
    ${standing(task, lang)} ${mayChange && ways(task, lang)}
    ${shown && section('counts', words.counts[lang], html`${countRows(shown.counts, lang)} ${more(task, lang)}`)}
    ${samples && samplesSection(samples, lang)}
    ${
      samples &&
      stored !== null &&
      section(
        'report',
        words.reportTitle[lang],
        html`<p>${words.reportText[lang]}</p>
          <p><a href="/${lang}/staff/register/files/${task.id}/report">${words.report[lang]}</a></p>`,
      )
    }
    ${mayChange && stored !== null && (state === 'checked' || state === 'unreadable') && optionsForm(task, lang)}`;
  return {
    path: `/register/files/${task.id}`,
    title: task.file,
    main,
    actor,
    reads: samples === null ? null : { action: 'register.read', subject: `register-task:${task.id}` },
  };
}

/** Where it stands, and which register stands. */
function standing(task: RegisterTask, lang: Lang): Html {
  const { title, tone, text } = taskState(task);
  const { problem, state } = task;
  const body = html`<p>${text[lang]}</p>
    ${problem?.kind === 'file' && html`<p><b>${sayFileProblem(problem.problem, lang)}</b></p>`}
    ${problem?.kind === 'gone' && html`<p><b>${task.kind === 'undo' ? words.goneUndo[lang] : words.gone[lang]}</b></p>`}
    ${problem?.kind === 'built-on' && builtOnLines(problem.by, lang)}
    ${state === 'done' && task.importId !== null && html`<p>${importLink(task.importId, `${words.number[lang]} ${task.importId}`, lang)}</p>`}
    ${isMoving(task) && progress(task, lang)}`;
  return html`<div role="status">${notice({ tone, title: title[lang], body })}</div>`;
}

function progress({ progress: now }: RegisterTask, lang: Lang): Html {
  if (now === null) return html`<p class="quiet">${words.refreshes[lang]}</p>`;
  const rows = bdi(now.rows.toLocaleString('en'));
  const percent = Math.round(Math.min(1, now.share) * 100);
  const bar = html`<progress max="100" value="${percent}" aria-label="${words.progress[lang]}"></progress>`;
  return html`<p>${put(words[now.phase][lang], { rows })}</p>
    <p>${now.phase !== 'comparing' && html`${bar} ${bdi(`${percent}%`)}`}</p>
    <p class="quiet">${words.refreshes[lang]}</p>`;
}

/** What can be done with it where it stands. */
function ways(task: RegisterTask, lang: Lang): Html {
  const form = (what: string, text: string, kind: 'primary' | 'ghost' | 'quiet') =>
    html`<form method="post" action="/${lang}/staff/register/files/${task.id}/${what}">
      ${button({ text, kind })}
    </form>`;
  const { state, stored } = task;
  const again = beginsAnew(task) !== null;
  const isLeft = task.kind === 'import' && stored !== null;
  const mayLeave = isLeft && (['checked', 'unreadable', 'failed'].includes(state) || isInterrupted(task));
  const isOver = state === 'discarded' || state === 'undone' || state === 'not-undone' || state === 'done';
  return html`<div class="actions task-ways">
    ${state === 'checked' && stored !== null && form('confirm', words.confirm[lang], 'primary')}
    ${again && form('retry', words.retry[lang], 'primary')}
    ${mayLeave && form('discard', words.discard[lang], 'ghost')}
    ${isOver && linkButton({ href: `/${lang}/staff/register/imports`, text: words.imports[lang], kind: 'ghost' })}
  </div>`;
}

/** What the counts do not say: columns that mean nothing to us, and permits that are not in the file. */
function more({ summary }: RegisterTask, lang: Lang): Html {
  if (summary === null) return nothing;
  const { ignored, missing } = summary;
  const some = missing.slice(0, 10).map((each) => bdi(`${each.permitNumber} / ${each.permitYear}`));
  return html`${ignored.length > 0 && html`<p>${words.ignored[lang]}: ${ignored.map((name, at) => html`${at > 0 && ' · '}<bdi>${name}</bdi>`)}</p>`}
  ${some.length > 0 && html`<p>${words.missing[lang]}: ${some.map((each, at) => html`${at > 0 && ' · '}${each}`)}${summary.counts.missing > some.length && ' …'}</p>`}`;
}
