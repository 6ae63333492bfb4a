// The process of a typesetter: makes one document after another, and ends with whoever began it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Answer, Question } from './typesetter.ts';

const letters = fileURLToPath(new URL('./letters/', import.meta.url));
const compilers = new Map<string, NodeCompiler>();

/** A compiler that sees one folder and our letters, and nothing else of this machine's fonts. */
function compilerOf(folder: string): NodeCompiler {
  const known = compilers.get(folder);
  if (known) return known;
  const made = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [letters] }] });
  compilers.set(folder, made);
  return made;
}

function set({ id, template, root, data, at }: Question): Answer {
  const compiler = compilerOf(root);
  try {
    const compiled = compiler.compile({ mainFileContent: readFileSync(template, 'utf8'), inputs: { data } });
    // Its words may quote what stands on the page, so only what kind of thing it is goes further.
    if (compiled.hasError() || compiled.result === null) {
      const told = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
      return { id, error: `The template ${template} does not compile: ${told.map(messageOf).join('; ')}` };
    }
    const pdf = compiler.pdf(compiled.result, {
      pdfStandard: 'a-2a',
      creationTimestamp: Math.floor(at / 1000),
    });
    return { id, pdf: pdf.toString('base64') };
  } catch {
    return { id, error: `The template ${template} gives no PDF.` };
  } finally {
    // What the last documents had in common, letters above all, is half of the next one's work.
    compiler.evictCache(5);
  }
}

function messageOf(told: unknown): string {
  const message: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, 'message') : null;
  return typeof message === 'string' ? message : 'unknown';
}

process.on('message', (question: Question) => process.send?.(set(question)));
process.on('disconnect', () => process.exit(0));
