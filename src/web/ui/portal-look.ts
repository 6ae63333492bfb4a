import type { Text } from './words.ts';

/** How this portal names and shows itself: settings of the city. Everything in it is trusted, `emblem` as markup. */
export type PortalLook = {
  name: Text;
  subtitle: Text;
  /** SVG markup, square. The name stands beside it, so it is hidden from those who listen. */
  emblem: string;
  /** The main menu. A `href` that begins with `/` is inside and gets the language before it. */
  topBar: readonly { text: Text; href: string }[];
  contact: { phone: string; email: string; address: Text };
  /** Says on every page that nothing here is real. */
  demo: boolean;
  /** The address of a file of the portal by its name: `style.css`, `plex-400.woff2`. */
  asset: (name: string) => string;
};
