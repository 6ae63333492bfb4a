/** Who somebody is at the city's sign-in: linked, or asking to be. */
export type Identity = { id: number; issuer: string; asked: Date; linked: Date | null };
