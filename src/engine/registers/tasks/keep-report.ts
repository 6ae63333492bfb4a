import { pathOf, reportPathOf } from './files.ts';
import type { Context } from '../../context.ts';
import type { ImportReport } from '../import/import-register.ts';
import type { RegisterTask, Sample, Samples } from './task.ts';

/** How many lines of each kind a page shows; the report has all of them. */
const samplesOfKind = 25;

/** Saves the lines about which there is something to say beside the file, and keeps the first of each kind for the page. */
export async function keepReport(ctx: Context, task: RegisterTask, report: ImportReport): Promise<Samples> {
  const { saveReport } = await import('../import/report.ts');
  const stored = task.stored ?? '';
  try {
    await saveReport(report, pathOf(ctx.importDir, stored), reportPathOf(ctx.importDir, stored));
  } catch (error) {
    // A full disk must not make an import fail that is in the register already: the page has its counts and first lines.
    ctx.log.error('register.task.report', error, { task: task.id });
  }
  const samples: Samples = { refused: [], warned: [], healed: [], changed: [], duplicate: [] };
  for await (const batch of report.lines({ notableOnly: true })) {
    for (const { line, outcome, duplicateOf, remarks, changes } of batch) {
      const sample: Sample = { line, duplicateOf, remarks, changes };
      const keep = (kind: keyof Samples) => {
        if (samples[kind].length < samplesOfKind) samples[kind].push(sample);
      };
      if (outcome !== 'accepted') keep(outcome);
      else {
        if (remarks.some(({ kind }) => kind === 'warned')) keep('warned');
        if (remarks.some(({ kind }) => kind === 'healed')) keep('healed');
        if (changes !== null && Object.keys(changes).length > 0) keep('changed');
      }
    }
    if (Object.values(samples).every((each) => each.length === samplesOfKind)) break;
  }
  return samples;
}
