import { basename } from 'node:path';
import { record } from '../../audit/record.ts';
import { writeTable } from '../../../platform/tables/write-table.ts';
import { arabicHeaders, columnNames } from './columns.ts';
import { readRegister } from './export.store.ts';
import type { Origin } from '../../audit/record.ts';
import type { Database } from '../../../platform/db/database.ts';

const statusWords: Readonly<Record<string, string>> = {
  active: 'ساري',
  expired: 'منتهي',
  withdrawn: 'مسحوب',
};
const contractorWords: Readonly<Record<string, string>> = { active: 'فعال', suspended: 'موقوف' };

/**
 * Saves the whole register as a file that can be brought in again; the kind follows from the name: `.xlsx`, or else CSV.
 * A permit that was renewed here has its last term. That it was asked for is recorded before anything leaves. Returns how many
 * permits there are.
 */
export async function exportRegister(
  db: Database,
  target: string,
  { by, origin }: { by: string; origin: Origin },
  progress: (rows: number) => void = () => {},
): Promise<number> {
  await record(db.query, {
    ...origin,
    action: 'register.exported',
    subject: 'register',
    data: { by, file: basename(target) },
  });
  let count = 0;
  // One state of the register, whatever is brought in meanwhile.
  const reading = db.query.transaction().setIsolationLevel('repeatable read');
  await reading.execute(async (connection) => {
    async function* rows(): AsyncGenerator<string[][]> {
      for await (const batch of readRegister(connection)) {
        count += batch.length;
        yield batch.map((cells) =>
          cells.map((cell, place) => {
            const column = columnNames[place];
            if (column === 'status') return statusWords[cell ?? ''] ?? '';
            if (column === 'contractor_status') return contractorWords[cell ?? ''] ?? '';
            if (column === 'reminders') return cell === 'yes' ? 'نعم' : 'لا';
            return cell ?? '';
          }),
        );
        progress(count);
      }
    }
    const kind = target.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv';
    const header = columnNames.map((column) => arabicHeaders[column]);
    await writeTable(target, kind, header, rows(), { rightToLeft: true });
  });
  return count;
}
