/** One thing that the doctor looked at. `bad` means that the portal cannot work so; `note` is worth knowing. */
export type Finding = { what: string; is: 'good' | 'note' | 'bad'; says: string };
