/** What a person of the office may be. */
export type Role = 'clerk' | 'supervisor' | 'administrator' | 'inspector' | 'auditor';

/** A person of the office who does something. Rows keep the id and the name as it was then. */
export type Actor = { id: number; name: string; role: Role };
