// Every relative link of every document leads to a file, and to a heading where it names one.
//   node scripts/check-links.ts   prints each link that leads nowhere; ends with 1 when there is one
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const findings: string[] = [];
let links = 0;

/** Of Markdown, and of the HTML in it. */
const aLink = /\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|(?:src|href)="([^"]+)"/g;

/** A document without its code, in which brackets are no links. */
function proseOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(file: string): string[] {
  return [
    ...readFileSync(file, 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map((heading) =>
    (heading[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

const documents = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(root, file)));

for (const document of new Set(documents)) {
  const file = join(root, document);
  for (const link of proseOf(file).matchAll(aLink)) {
    const target = link[1] ?? link[2] ?? '';
    if (/^[a-z]+:/i.test(target)) continue;
    links += 1;
    const [path = '', anchor = ''] = target.split('#');
    const to = path === '' ? file : join(dirname(file), decodeURI(path));
    if (!existsSync(to)) findings.push(`${document}: ${target} is not there`);
    else if (anchor !== '' && to.endsWith('.md') && !anchorsOf(to).includes(anchor))
      findings.push(`${document}: ${relative(root, to)} has no heading #${anchor}`);
  }
}

// Who followed no link has found nothing.
if (links === 0) findings.push('no link was found in any document');
for (const finding of findings) console.error(finding);
console.log(`${links} links in ${new Set(documents).size} documents, ${findings.length} lead nowhere.`);
process.exitCode = findings.length > 0 ? 1 : 0;
