import { lookUpOf } from '../../journey/walk.ts';
import { countRemembered } from '../memory.store.ts';
import type { Context } from '../../context.ts';
import type { Service } from '../../define/define-service.ts';

/** The name under which services know the register of permits. */
const registerOfPermits = 'permits';

/** Is the register of permits in our own tables? Only then can it be searched, changed and filled from files here. */
export function isOurs(ctx: Context): boolean {
  return ctx.sources[registerOfPermits]?.terms !== undefined;
}

/** The services that find permits in the register. */
export function servicesOfRegister(ctx: Context): Service[] {
  return ctx.services.filter((service) => lookUpOf(service).register.source === registerOfPermits);
}

/** What is remembered of a register elsewhere. `permits`: a thousand stands for a thousand or more. */
export type Remembered = { permits: number; hours: number };

/** How much of a register elsewhere is remembered, and for how long. */
export async function readRemembered(ctx: Context): Promise<Remembered> {
  const { portal } = await ctx.settings.now();
  const hours = portal['register.remembered-for'].value;
  return { hours, permits: await countRemembered(ctx.db.query, hours) };
}
