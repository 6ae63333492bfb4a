// Who of the office does something: the person of the drawer of the staff, under the name that reviewing has for them.
export type { Actor } from '../staff/person.ts';
