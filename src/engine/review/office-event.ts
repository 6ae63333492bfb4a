import type { ApplicationEvent } from '../applications/application.ts';

/** Who of the office did something, as they were called then. */
export type Staff = { id: number; name: string };

/** An event as the office sees it: all of them, at once, and by whom. `by`: null when it was not the office. */
export type OfficeEvent = ApplicationEvent & { id: number; by: Staff | null };
