import {
  addPerson,
  disablePerson,
  enablePerson,
  listPeople,
  readPerson,
  resetPerson,
  setRole,
} from '../../../engine/staff/manage-staff.ts';
import { staffOrigin } from '../../../engine/audit/record.ts';
import { linkIdentity, listIdentities, unlinkIdentity } from '../../../engine/staff/sign-on/link-identity.ts';
import { isRole } from '../../../engine/staff/roles.ts';
import { readForm } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { oneTimePage, peoplePage, personPage } from './people-pages.ts';
import { words } from './people-words.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Change, ManageResult } from '../../../engine/staff/manage-staff.ts';
import type { Person } from '../../../engine/staff/person.ts';
import type { Web } from '../../http/web.ts';
import type { AddForm, OnePerson } from './people-pages.ts';
import type { Inside } from '../frame/staff-route.ts';

/** The people of the office: who there is, and for administrators all that can be done with their accounts. */
export function peopleRoutes(app: FastifyInstance, web: Web): void {
  const list = async (visit: Inside, status: number, form: AddForm) => {
    const people = await listPeople(web.ctx.db);
    return sendStaffPage(web, visit, { status, ...peoplePage(people, form, visit.actor, visit.lang) });
  };

  staffRoute(app, web, {
    method: 'GET',
    path: '/people',
    rule: 'staff.read',
    handler: (visit) => list(visit, 200, { typed: { login: '', name: '', role: '' }, errors: noErrors }),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/people',
    rule: 'staff.manage',
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const { sent, strange } = readForm(request, ['login', 'name', 'role']);
      if (strange) throw new Refused('bad-form');
      const cut = (name: string) => (sent[name] ?? '').slice(0, 500);
      const typed = { login: cut('login'), name: cut('name'), role: cut('role') };
      const result = await addPerson(web.ctx.db, typed, staffOrigin(actor));
      switch (result.kind) {
        case 'added':
          web.ctx.log.info('staff.added', { person: result.person.id, by: actor.id });
          // Answered with a page: the password is kept nowhere, so no other page could show it.
          return sendStaffPage(web, visit, oneTimePage('added', result.person, result.password, actor, lang));
        case 'taken':
          return list(visit, 422, {
            typed,
            errors: { fields: [{ name: 'login', text: words.loginTaken[lang] }], general: [] },
          });
        case 'invalid': {
          const said = { login: words.loginInvalid, name: words.nameInvalid, role: words.roleInvalid };
          const fields = (['name', 'login', 'role'] as const)
            .filter((name) => result.fields.includes(name))
            .map((name) => ({ name, text: said[name][lang] }));
          return list(visit, 422, { typed, errors: { fields, general: [] } });
        }
      }
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/people/:id',
    rule: 'staff.read',
    handler: async (visit) => {
      const one = await openPerson(web, await personOf(web, visit));
      return sendStaffPage(web, visit, personPage(one, noErrors, visit.actor, visit.lang));
    },
  });

  change(app, web, 'role', async (visit, person, asked) => {
    const role = readForm(visit.request, ['role']).sent['role'] ?? '';
    if (isRole(role)) return setRole(web.ctx.db, asked, role);
    const errors = { fields: [{ name: 'role' as const, text: words.roleInvalid[visit.lang] }], general: [] };
    const page = personPage(await openPerson(web, person), errors, visit.actor, visit.lang);
    return sendStaffPage(web, visit, { status: 422, ...page });
  });
  change(app, web, 'disable', (_visit, _person, asked) => disablePerson(web.ctx.db, asked));
  change(app, web, 'enable', (_visit, _person, asked) => enablePerson(web.ctx.db, asked));
  change(app, web, 'link', (visit, _person, asked) => {
    const identity = readForm(visit.request, ['identity']).sent['identity'] ?? '';
    return linkIdentity(web.ctx.db, asked, /^[1-9][0-9]{0,14}$/.test(identity) ? Number(identity) : 0);
  });
  change(app, web, 'unlink', (_visit, _person, asked) => unlinkIdentity(web.ctx.db, asked));
  change(app, web, 'reset', async (visit, person, asked) => {
    const result = await resetPerson(web.ctx.db, asked);
    if (result.kind !== 'done') return result;
    web.ctx.log.info('staff.reset', { person: person.id, by: visit.actor.id });
    const page = oneTimePage('resetDone', person, result.password ?? '', visit.actor, visit.lang);
    return sendStaffPage(web, visit, page);
  });
}

async function openPerson(web: Web, person: Person): Promise<OnePerson> {
  return { person, identities: await listIdentities(web.ctx.db, person.id) };
}

async function personOf(web: Web, { params }: Inside): Promise<Person> {
  const id = /^[1-9][0-9]{0,14}$/.test(params['id'] ?? '') ? Number(params['id']) : 0;
  const person = await readPerson(web.ctx.db, { id });
  if (person === null) throw new Refused('not-found');
  return person;
}

/** Declares one change of a person: done, it leads back to the person's page; else the page says why not. */
function change(
  app: FastifyInstance,
  web: Web,
  what: 'role' | 'disable' | 'enable' | 'link' | 'unlink' | 'reset',
  work: (visit: Inside, person: Person, asked: Change) => Promise<ManageResult | FastifyReply>,
): void {
  staffRoute(app, web, {
    method: 'POST',
    path: `/people/:id/${what}`,
    rule: 'staff.manage',
    handler: async (visit) => {
      const { lang, actor, reply } = visit;
      const person = await personOf(web, visit);
      const result = await work(visit, person, { id: person.id, by: staffOrigin(actor) });
      if (!('kind' in result)) return result;
      switch (result.kind) {
        case 'unknown':
          throw new Refused('not-found');
        case 'self':
        case 'last-administrator': {
          const said = result.kind === 'self' ? words.yourself : words.lastAdministrator;
          const one = await openPerson(web, person);
          const page = personPage(one, { fields: [], general: [said[lang]] }, actor, lang);
          return sendStaffPage(web, visit, { status: 422, ...page });
        }
        case 'done':
          web.ctx.log.info('staff.changed', { what, person: person.id, by: actor.id });
          return sendOn(reply, `/${lang}/staff/people/${person.id}`);
      }
    },
  });
}
