// Reads what the other checks do not understand: words that must not stand anywhere, and lists that must be whole.
//   node scripts/check-text.ts   prints each finding with its place; ends with 1 when there is one
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What must not stand in the files of a kind. The patterns are written so that they do not fit themselves. */
type Forbidden = { where: RegExp; what: RegExp; because: string };

const forbidden: Forbidden[] = [
  {
    where: /^src\/.*\.(css|ts|js)$/,
    what: /\b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|\b(?:text-align|float|clear):\s*(?:left|right)\b|\bborder-(?:top|bottom)-(?:left|right)-radius\b/,
    because: 'pages are read from the right and from the left: write inline-start and inline-end',
  },
  {
    where: /^src\/.*\.css$/,
    what: /(?:^|[\s;{])(?:left|right)\s*:/,
    because: 'pages are read from the right and from the left: write inset-inline-start and inset-inline-end',
  },
  {
    where: /./,
    what: /\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b/,
    because: 'what is left to do is an issue, not a comment',
  },
  {
    where: /./,
    what: /^(?:> )*\\?(?:[<]{7}|[=]{7}|[>]{7})(?:\s|$)|^(?:> ){5,}/,
    because: 'two versions of this place were joined, and a mark of it was left',
  },
  {
    where: /\.test\.ts$/,
    what: /\.(?:only|skip|todo)\(|\{[^}]*\b(?:only|skip|todo):/,
    because: 'a test that does not run says nothing',
  },
  {
    where: /./,
    what: /(?<![\w.$})-])\/(?:wor[k]|far[m]|roo[t])(?:\/|\b)|(?<![\w.$})-])\/hom[e]\/\w/,
    because: 'a path of one machine leads nowhere on another',
  },
  {
    where: /^package-lock\.json$/,
    what: /"resolve[d]": "http/,
    because: 'who installs chooses the registry; the integrity of each package is what counts',
  },
];

const root = join(import.meta.dirname, '..');
const findings: string[] = [];

/** Every file that is, or would be, under version control, and is text. */
function textFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const binary = /\.(woff2|ttf|png|jpg|webp|ulaw|pdf|tar)$/;
  return [...new Set(list.split('\0'))].filter((file) => file !== '' && !binary.test(file)).toSorted();
}

/** Lines of a file; none when it was deleted and not yet committed. */
function linesOf(file: string): string[] {
  try {
    return readFileSync(join(root, file), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function checkWords(files: string[]): void {
  for (const file of files) {
    const rules = forbidden.filter(({ where }) => where.test(file));
    for (const [index, line] of linesOf(file).entries())
      for (const { what, because } of rules) {
        const found = what.exec(line);
        if (found) findings.push(`${file}:${index + 1}: «${found[0].trim()}»: ${because}`);
      }
  }
}

/** A test that no script names never runs. */
function checkTestsAreRun(files: string[]): void {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const patterns = Object.values(scripts)
    .filter((script) => script.includes('scripts/run-tests.ts'))
    .flatMap((script) => [...script.matchAll(/'([^']+\.test\.ts)'/g)].map((match) => match[1] ?? ''));
  const run = new Set(globSync(patterns, { cwd: root }));
  for (const file of files)
    if (file.endsWith('.test.ts') && !run.has(file))
      findings.push(`${file}: no script of package.json runs it`);
}

/** Migrations are applied in the order of their numbers: a gap is one that was lost, a double one that collides. */
function checkMigrations(): void {
  const names = readdirSync(join(root, 'migrations')).toSorted();
  for (const [index, name] of names.entries()) {
    const wanted = String(index + 1).padStart(6, '0');
    if (!new RegExp(`^${wanted}_[a-z0-9-]+\\.sql$`).test(name))
      findings.push(`migrations/${name}: the next must be named ${wanted}_<what-it-does>.sql`);
  }
}

/**
 * npm leaves out what it could not fetch for other systems when it writes the lock file, and then refuses to install
 * from it where it can.
 */
function checkLockFile(): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
  };
  const names = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
  for (const [place, { version, optionalDependencies }] of Object.entries(packages)) {
    if (version === undefined) findings.push(`package-lock.json: ${place} has no version`);
    for (const name of Object.keys(optionalDependencies ?? {}))
      if (!names.has(name)) findings.push(`package-lock.json: ${name} is missing, which ${place} may bring`);
  }
}

const files = textFiles();
checkWords(files);
checkTestsAreRun(files);
checkMigrations();
checkLockFile();
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exitCode = 1;
else console.log(`${files.length} files read: nothing found.`);
