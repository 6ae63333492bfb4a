import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finishDocument, setDocument, signatureFor } from '../../src/engine/documents/make-document.ts';
import { readDocumentPlace } from '../../src/main/document-place.ts';
import { connectDocuments } from '../../src/main/document-works.ts';
import { coseKeyId } from '../../src/platform/signing/cose.ts';
import { services } from '../../src/services/index.ts';
import type { Unmade } from '../../src/engine/documents/documents.store.ts';
import type { Result } from '../support/result.ts';

/** The processor's time that one document takes, with its process warm, and the memory of this process over a thousand in a row. */
export async function measureDocuments(quick: boolean): Promise<Result[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tajdeed-bench-documents-'));
  const place = readDocumentPlace({}, { demo: true, dataDir }, (sentence) => {
    throw new Error(sentence);
  });
  const key = generateKeyPairSync('ed25519');
  const works = {
    ...connectDocuments(place, 'https://portal.example'),
    privateKey: async () => key.privateKey,
  };
  const [service] = services;
  if (!service?.issues) throw new Error('There is no service that issues documents');
  try {
    const make = async (number: number) => {
      const prepared = await setDocument(works, service, document(number), coseKeyId(key.publicKey));
      finishDocument(prepared, await signatureFor(works, prepared, null));
    };
    for (let n = 0; n < 20; n++) await make(n);
    // As many as one typesetter makes before it is begun anew: of one that has ended nothing can be read.
    const timed = 100;
    const began = process.cpuUsage();
    const childBegan = childSeconds();
    for (let n = 0; n < timed; n++) await make(n);
    const { user, system } = process.cpuUsage(began);
    const own = (user + system) / 1e6 / timed;
    const child = (childSeconds() - childBegan) / timed;
    // What a process takes once, its space for young objects above all, is no growth: here that is filled first.
    for (let n = 0; n < 400; n++) await make(n);
    const before = process.memoryUsage().rss;
    const count = quick ? 200 : 1000;
    for (let n = 0; n < count; n++) await make(n);
    const grown = (process.memoryUsage().rss - before) / 1e6;
    return [
      {
        work: 'one document set and signed, time of the processor',
        unit: 's',
        value: own + child,
        goal: { most: 0.05 },
        measured: `${(own * 1000).toFixed(1)} ms of this process, ${(child * 1000).toFixed(1)} ms of the typesetter`,
      },
      {
        work: `memory that ${count} documents in a row leave in the process that asks for them`,
        unit: 'MB',
        value: Math.max(0, grown),
        goal: { most: 20 },
        measured: 'the typesetter is another process, begun anew after 200',
      },
    ];
  } finally {
    await works.typesetter.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Seconds of the processor that the processes begun by this one have taken so far. */
function childSeconds(): number {
  const children = readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const ticks = children.flatMap((id) => {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return [Number(fields[11]), Number(fields[12])];
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

function document(number: number): Unmade {
  const [service] = services;
  return {
    id: `0193a1b2-c3d4-4e5f-8a6b-${String(number).padStart(12, '0')}`,
    code: 'K7M4-92QH',
    applicationId: number,
    service: service?.slug ?? '',
    subject: `permit:2026/${number}`,
    term: { ordinal: 2, from: '2026-12-05', until: '2027-01-03' },
    frozen: {
      facts: {
        permit: { kind: 'number', text: `${number} / 2026` },
        contractorName: { kind: 'text', text: `شركة المشاعل ${number} للمقاولات` },
        until: { kind: 'date', date: '2027-01-03' },
      },
      paper: { number: String(number), year: 2026, holderNumber: '1042', holder: 'شركة المشاعل للمقاولات' },
      conditions: [{ ar: 'يبقى هذا التصريح في موقع الأعمال.', en: 'This permit stays at the site.' }],
      issuer: { ar: 'الأمانة', en: 'Municipality' },
      origin: 'https://portal.example',
      demo: true,
    },
    reference: '4K7-M92-QHR',
    preparedAt: new Date('2026-11-24T09:00:00Z'),
    keyId: null,
    signature: null,
    issuedAt: null,
  };
}
