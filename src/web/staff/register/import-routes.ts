import multipart from '@fastify/multipart';
import { previewUndo, readImports } from '../../../engine/registers/import/undo-import.ts';
import { isOurs } from '../../../engine/registers/office/where-register.ts';
import { askUndo, receiveFile } from '../../../engine/registers/tasks/begin-task.ts';
import { mostBytes } from '../../../engine/registers/tasks/files.ts';
import { readTasks } from '../../../engine/registers/tasks/steer-task.ts';
import { readForm, storable } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { allowSlowBody } from '../../http/slow-body.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { importPage } from './import-page.ts';
import { importsPage, withSize } from './imports-page.ts';
import { words } from './import-words.ts';
import { idOf, readId } from './row-id.ts';
import { taskRoutes } from './task-routes.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Web } from '../../http/web.ts';
import type { UndoForm } from './import-page.ts';
import type { Inside } from '../frame/staff-route.ts';

/** How many imports a page has. */
const importsOfPage = 25;

/** The imports: all there were, sending a file, and taking the last one back. */
export function importRoutes(app: FastifyInstance, web: Web): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/register/imports',
    rule: 'register.read',
    handler: (visit) => list(web, visit, 200, null),
  });

  // A part of the app of its own: nowhere else is a body taken that is no form.
  void app.register(async (part) => {
    await part.register(multipart, { throwFileSizeLimit: false });
    staffRoute(part, web, {
      method: 'POST',
      path: '/register/imports',
      rule: 'register.import',
      handler: (visit) => receive(web, visit),
    });
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/register/imports/:id',
    rule: 'register.read',
    handler: (visit) => showImport(web, visit, 200, { typed: '', errors: noErrors }),
  });

  staffRoute(app, web, {
    method: 'POST',
    path: '/register/imports/:id/undo',
    rule: 'register.import',
    handler: async (visit) => {
      const { lang, actor, request } = visit;
      const { sent, strange } = readForm(request, ['reason']);
      if (strange) throw new Refused('bad-form');
      const typed = sent['reason'] ?? '';
      const result = await askUndo(web.ctx, actor, idOf(visit), typed);
      switch (result.kind) {
        case 'begun':
          return sendOn(visit.reply, `/${lang}/staff/register/files/${result.id}`);
        case 'not-found':
          throw new Refused('not-found');
        case 'not-allowed':
          throw new Refused('not-allowed');
        case 'not-last': {
          const errors = { fields: [], general: [words.undoNotLast[lang]] };
          return showImport(web, visit, 409, { typed, errors });
        }
        case 'invalid': {
          const text = { needed: words.undoNeeded, 'too-long': words.undoTooLong }[result.reason][lang];
          return showImport(web, visit, 422, {
            typed,
            errors: { fields: [{ name: 'reason', text }], general: [] },
          });
        }
      }
    },
  });

  taskRoutes(app, web);
}

async function list(web: Web, visit: Inside, status: number, error: string | null): Promise<FastifyReply> {
  const before = readId((visit.request.query as Record<string, unknown>)['before']);
  const found = await readImports(web.ctx.db, { before, limit: importsOfPage + 1 });
  const imports = found.slice(0, importsOfPage);
  const page = importsPage(
    {
      imports,
      next: found.length > importsOfPage ? (imports.at(-1)?.id ?? null) : null,
      isFirst: before === null,
      tasks: before === null ? await readTasks(web.ctx) : [],
      errors: { fields: error === null ? [] : [{ name: 'file', text: error }], general: [] },
      isOurs: isOurs(web.ctx),
    },
    visit.actor,
    visit.lang,
  );
  return sendStaffPage(web, visit, { status, ...page });
}

/** Takes the file as it comes. Who may was asked before any of it was read. */
async function receive(web: Web, visit: Inside): Promise<FastifyReply> {
  const { request, actor, lang, reply } = visit;
  if (!request.isMultipart()) throw new Refused('bad-form');
  allowSlowBody(request);
  const part = await request.file({ limits: { files: 1, fields: 0, parts: 1, fileSize: mostBytes + 1 } });
  if (part === undefined || part.fieldname !== 'file') throw new Refused('bad-form');
  const result = await receiveFile(web.ctx, actor, { name: storable(part.filename), content: part.file });
  const no = (text: string, status = 422) => list(web, visit, status, text);
  switch (result.kind) {
    case 'received':
      return sendOn(reply, `/${lang}/staff/register/files/${result.id}`);
    case 'empty':
      return no(words.noFile[lang]);
    case 'too-large':
      return no(withSize(words.tooLarge[lang]));
    case 'no-room':
      return no(words.noRoom[lang], 507);
    case 'too-many':
      return no(words.tooMany[lang], 409);
    case 'elsewhere':
      return no(words.elsewhere[lang], 409);
    case 'not-allowed':
      throw new Refused('not-allowed');
  }
}

async function showImport(web: Web, visit: Inside, status: number, form: UndoForm): Promise<FastifyReply> {
  const preview = await previewUndo(web.ctx.db, idOf(visit));
  if (preview === null) throw new Refused('not-found');
  return sendStaffPage(web, visit, { status, ...importPage(preview, form, visit.actor, visit.lang) });
}
