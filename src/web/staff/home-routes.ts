import { actionNames, actions, may, roleNames, roles } from '../../engine/staff/roles.ts';
import { html, join } from '../ui/html.ts';
import { overviewSection } from './overview.ts';
import { readOverview } from '../../engine/figures/read-overview.ts';
import { roomsOf } from './frame/navigation.ts';
import { words as peopleWords } from './people/people-words.ts';
import { sendStaffPage } from './frame/staff-page.ts';
import { staffRoute } from './frame/staff-route.ts';
import { words } from './frame/words.ts';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '../../engine/staff/person.ts';
import type { Overview } from '../../engine/figures/read-overview.ts';
import type { Action } from '../../engine/staff/roles.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Web } from '../http/web.ts';
import type { Html } from '../ui/html.ts';

/** The first page inside, and the table of who may do what. */
export function homeRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '',
    rule: 'signed-in',
    handler: async (visit) => {
      const { lang, actor } = visit;
      const main = homePage(actor, await readOverview(web.ctx, actor), lang);
      return sendStaffPage(web, visit, { path: '', title: words.home[lang], main, actor, reads: null });
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/roles',
    rule: 'signed-in',
    handler: (visit) => {
      const { lang, actor } = visit;
      const title = peopleWords.matrix[lang];
      return sendStaffPage(web, visit, { path: '/roles', title, main: rolesPage(lang), actor, reads: null });
    },
  });
}

function homePage(actor: Actor, overview: Overview, lang: Lang): Html {
  const named = words.welcome[lang].split('{name}').map((part) => html`${part}`);
  const [before = html``, after = html``] = named;
  const links = roomsOf(actor.role)
    .filter(({ path }) => path !== '')
    .map(({ path, text }) => html`<li><a href="/${lang}/staff${path}">${text[lang]}</a></li>`);
  const rights = actionNames
    .filter((action) => may(actor.role, action))
    .map((action) => html`<li>${actions[action].text[lang]}</li>`);
  return html`<p><span class="tag good">${roles[actor.role][lang]}</span></p>
    <h1>${join([before, html`<bdi>${actor.name}</bdi>`, after])}</h1>
    ${overviewSection(overview, lang)}
    <section>
      <h2>${words.places[lang]}</h2>
      <ul class="rooms">
        ${links}
      </ul>
    </section>
    <section>
      <h2>${words.myRights[lang]}</h2>
      <ul class="rights">
        ${rights}
      </ul>
    </section>`;
}

/** The matrix, made from the table that the rules themselves go by. */
function rolesPage(lang: Lang): Html {
  const heads = roleNames.map((role) => html`<th scope="col">${roles[role][lang]}</th>`);
  const group = (title: string, changes: boolean) =>
    html`<tbody>
      <tr class="group">
        <th scope="rowgroup" colspan="${roleNames.length + 1}">${title}</th>
      </tr>
      ${actionNames.filter((action) => actions[action].changes === changes).map((action) => row(action, lang))}
    </tbody>`;
  return html`<h1>${peopleWords.matrix[lang]}</h1>
    <p class="lead">${peopleWords.matrixLead[lang]}</p>
    <section class="scroll" aria-label="${peopleWords.matrix[lang]}" tabindex="0">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">${peopleWords.action[lang]}</th>
            ${heads}
          </tr>
        </thead>
        ${group(peopleWords.reading[lang], false)} ${group(peopleWords.changing[lang], true)}
      </table>
    </section>`;
}

function row(action: Action, lang: Lang): Html {
  const cells = roleNames.map((role) =>
    may(role, action)
      ? html`<td class="yes">${peopleWords.yes[lang]}</td>`
      : html`<td><span class="vh">${peopleWords.no[lang]}</span></td>`,
  );
  return html`<tr>
    <th scope="row">${actions[action].text[lang]}</th>
    ${cells}
  </tr>`;
}
