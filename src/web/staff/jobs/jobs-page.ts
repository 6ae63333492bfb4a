import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { moment } from '../case/case-parts.ts';
import { queueWords, words } from './jobs-words.ts';
import { whenOf } from './when-of.ts';
import type { FailedJob, JobsOverview, Scheduled } from '../../../engine/jobs/look-after-jobs.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the system does by itself: by the clock and when there is need, and what it left. */
export function jobsPage(overview: JobsOverview, said: Html, actor: Actor, lang: Lang): StaffPage {
  const { scheduled, queues, failed } = overview;
  const byClock = new Set(scheduled.map(({ queue }) => queue));
  const others = queues.filter(({ queue }) => !byClock.has(queue));
  const main = html`<h1>${words.jobs[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    ${said}
    <h2>${words.scheduled[lang]}</h2>
    ${table(
      words.scheduled,
      [words.job, words.when, words.last, words.ended],
      scheduled.map((each) => scheduledRow(each, lang)),
      lang,
    )}
    <h2>${words.queues[lang]}</h2>
    ${table(
      words.queues,
      [words.job, words.waiting, words.active, words.failed],
      others.map(
        ({ queue, waiting, active, failed: left }) =>
          html`<tr>
            <th scope="row">${nameOf(queue, lang)}</th>
            <td data-label="${words.waiting[lang]}">${bdi(String(waiting))}</td>
            <td data-label="${words.active[lang]}">${bdi(String(active))}</td>
            <td data-label="${words.failed[lang]}">
              ${left === 0 ? bdi('0') : html`<span class="tag stop">${bdi(String(left))}</span>`}
            </td>
          </tr>`,
      ),
      lang,
    )}
    <h2>${words.failedTitle[lang]}</h2>
    ${
      failed.length === 0
        ? html`<p class="quiet">${words.noneFailed[lang]}</p>`
        : html`<p class="quiet">${words.failedLead[lang]}</p>
            ${table(
              words.failedTitle,
              [words.job, words.about, words.since, words.tries, words.retry],
              failed.map((each) => failedRow(each, actor, lang)),
              lang,
            )}`
    }`;
  return { path: '/jobs', title: words.jobs[lang], main, actor, reads: null };
}

function table(label: Text, heads: readonly Text[], rows: readonly Html[], lang: Lang): Html {
  return html`<section class="scroll" aria-label="${label[lang]}" tabindex="0">
    <table class="queue jobs">
      <thead>
        <tr>
          ${heads.map((text) => html`<th scope="col">${text[lang]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function nameOf(queue: string, lang: Lang): Html {
  const known = queueWords[queue];
  return known === undefined ? bdi(queue) : html`${known[lang]}`;
}

function scheduledRow({ queue, cron, last }: Scheduled, lang: Lang): Html {
  const ended =
    last === null
      ? html`<span class="quiet">${words.never[lang]}</span>`
      : last.ended === 'completed'
        ? html`<span class="tag good">${words.completed[lang]}</span>`
        : html`<span class="tag stop">${words.failedOnce[lang]}</span>`;
  return html`<tr>
    <th scope="row">${nameOf(queue, lang)}</th>
    <td data-label="${words.when[lang]}">${whenOf(cron, lang)}</td>
    <td data-label="${words.last[lang]}">${last === null ? html`–` : moment(last.at, lang)}</td>
    <td data-label="${words.ended[lang]}">${ended}</td>
  </tr>`;
}

function failedRow({ id, queue, data, failedAt, tries }: FailedJob, actor: Actor, lang: Lang): Html {
  const about = Object.entries(data).map(([name, value]) => `${name} ${String(value)}`);
  const form = may(actor.role, 'job.retry')
    ? html`<form method="post" action="/${lang}/staff/jobs/${id}/retry">
        ${button({ text: words.retry[lang], kind: 'ghost' })}
      </form>`
    : nothing;
  return html`<tr>
    <th scope="row">${nameOf(queue, lang)}</th>
    <td data-label="${words.about[lang]}">${about.length === 0 ? html`–` : bdi(about.join(', '))}</td>
    <td data-label="${words.since[lang]}">${moment(failedAt, lang)}</td>
    <td data-label="${words.tries[lang]}">${bdi(String(tries))}</td>
    <td>${form}</td>
  </tr>`;
}
