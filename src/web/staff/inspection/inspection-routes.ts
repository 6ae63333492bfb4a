import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import { staffOrigin } from '../../../engine/audit/record.ts';
import { mostPhotoBytes } from '../../../engine/inspections/inspection.ts';
import { noteInspection } from '../../../engine/inspections/note-inspection.ts';
import { downloadPhoto, readInspections } from '../../../engine/inspections/read-inspections.ts';
import { listEnding } from '../../../engine/registers/office/list-ending.ts';
import { isUuid, storable } from '../../http/form.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { allowSlowBody } from '../../http/slow-body.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { inspectionPage } from './inspection-page.ts';
import { mistakeWords, words } from './inspection-words.ts';
import { notePage } from './note-page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NoteForm, NoteMistakes } from '../../../engine/inspections/inspection.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Assets } from '../../http/assets.ts';
import type { Web } from '../../http/web.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { NoteView } from './note-page.ts';

/** The inspector's pages: the list for the street, noting what was found, and the photos for the office. */
export function inspectionRoutes(app: FastifyInstance, web: Web, assets: Assets): void {
  staffRoute(app, web, {
    method: 'GET',
    path: '/inspection',
    rule: 'inspection.note',
    handler: async (visit) =>
      sendStaffPage(web, visit, inspectionPage(await listEnding(web.ctx), visit.actor, visit.lang)),
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/inspection/note',
    rule: 'inspection.note',
    handler: (visit) => {
      const sent = (visit.request.query as Record<string, unknown>)['sent'] === 'yes';
      return showForm(web, visit, 200, { form: emptyForm(), errors: noErrors, sent });
    },
  });

  // A part of the app of its own: nowhere else is a body taken that is no form.
  void app.register(async (part) => {
    await part.register(multipart, { throwFileSizeLimit: false });
    staffRoute(part, web, {
      method: 'POST',
      path: '/inspection/note',
      rule: 'inspection.note',
      handler: (visit) => receive(web, visit),
    });
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/inspection/photos/:id',
    rule: 'inspection.read',
    handler: async ({ reply, params, actor }) => {
      const id = params['id'] ?? '';
      const photo = isUuid(id) ? await downloadPhoto(web.ctx, id, staffOrigin(actor)) : null;
      if (photo === null) throw new Refused('not-found');
      // Kept by who asked for it, and never drawn by us: what it shows is somebody's word.
      return reply
        .type(`image/${photo.kind}`)
        .header('content-disposition', `attachment; filename="inspection-${id}.${photo.kind}"`)
        .header('cache-control', 'no-store')
        .send(photo.bytes);
    },
  });

  // What it keeps it asks for as the person who is signed in; it knows nothing by itself.
  staffRoute(app, web, {
    method: 'GET',
    path: '/inspection/worker.js',
    rule: 'anyone',
    handler: async ({ reply, lang }) =>
      reply
        .type('text/javascript; charset=utf-8')
        .headers({ 'cache-control': 'no-cache', 'service-worker-allowed': `/${lang}/staff/inspection` })
        .send(assets.text('inspection-worker.js')),
  });
}

function emptyForm(): NoteView['form'] {
  return {
    id: randomUUID(),
    permitNumber: '',
    permitYear: '',
    documentCode: '',
    finding: '',
    words: '',
    notedAt: '',
  };
}

async function showForm(
  web: Web,
  visit: Inside,
  status: number,
  view: Omit<NoteView, 'mine'>,
): Promise<FastifyReply> {
  const mine = await readInspections(web.ctx, { staff: visit.actor.id });
  return sendStaffPage(web, visit, { status, ...notePage({ ...view, mine }, visit.actor, visit.lang) });
}

const names = ['id', 'permitNumber', 'permitYear', 'documentCode', 'finding', 'words', 'notedAt'] as const;

/** Takes a note as it comes, from the form or from a phone that had kept it: the phone asks for an answer in JSON. */
async function receive(web: Web, visit: Inside): Promise<FastifyReply> {
  const { request, reply, actor, lang } = visit;
  if (!request.isMultipart()) throw new Refused('bad-form');
  allowSlowBody(request);
  const form = await readForm(request);
  if (form === null || !isUuid(form.id)) throw new Refused('bad-form');
  const result = await noteInspection(web.ctx, actor, form);
  const byPhone = request.headers.accept === 'application/json';
  switch (result.kind) {
    case 'noted':
    case 'known':
      return byPhone
        ? reply.header('cache-control', 'no-store').send({ kind: result.kind })
        : sendOn(reply, `/${lang}/staff/inspection/note?sent=yes`);
    case 'not-allowed':
      throw new Refused('not-allowed');
    case 'taken':
    case 'invalid': {
      const errors = result.kind === 'taken' ? taken(lang) : errorsOf(result.mistakes, lang);
      if (byPhone) {
        const why = [...errors.fields.map(({ text }) => text), ...errors.general];
        return reply.code(422).header('cache-control', 'no-store').send({ kind: result.kind, why });
      }
      const { photo: _photo, ...typed } = form;
      return showForm(web, visit, 422, { form: { ...typed, id: randomUUID() }, errors, sent: false });
    }
  }
}

/** Null: a field came twice, is none of the form's, or is longer than any answer. */
async function readForm(request: FastifyRequest): Promise<NoteForm | null> {
  const sent = new Map<string, string>();
  let photo: Buffer | null = null;
  const limits = { files: 1, fields: names.length, parts: names.length + 1, fieldSize: 20_000 };
  for await (const part of request.parts({ limits: { ...limits, fileSize: mostPhotoBytes + 1 } })) {
    if (part.type === 'file') {
      if (part.fieldname !== 'photo' || photo !== null) return null;
      const bytes = await part.toBuffer();
      // A form in which nothing was chosen sends an empty file.
      photo = bytes.length === 0 ? null : bytes;
    } else {
      const { fieldname, value } = part;
      if (!names.some((name) => name === fieldname) || sent.has(fieldname) || typeof value !== 'string')
        return null;
      sent.set(fieldname, storable(value));
    }
  }
  const of = (name: (typeof names)[number]) => sent.get(name) ?? '';
  return {
    id: of('id'),
    permitNumber: of('permitNumber'),
    permitYear: of('permitYear'),
    documentCode: of('documentCode'),
    finding: of('finding'),
    words: of('words'),
    notedAt: of('notedAt'),
    photo,
  };
}

function taken(lang: Lang): FormErrors<keyof NoteMistakes> {
  return { fields: [], general: [words.taken[lang]] };
}

function errorsOf(mistakes: NoteMistakes, lang: Lang): FormErrors<keyof NoteMistakes> {
  const order = ['permitNumber', 'permitYear', 'finding', 'words', 'photo', 'documentCode'] as const;
  const fields = order.flatMap((name) => {
    const mistake = mistakes[name];
    return mistake === undefined ? [] : [{ name, text: mistakeWords[name][mistake][lang] }];
  });
  return { fields, general: [] };
}
