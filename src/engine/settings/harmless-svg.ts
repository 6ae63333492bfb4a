/** What an emblem may not have in it: `kind` says of which sort it is, `what` names it as it is written. */
export type Harm = {
  kind: 'no-svg' | 'bad-element' | 'bad-attribute' | 'bad-address' | 'bad-sign';
  what: string;
};

const elements = 'svg|g|path|rect|circle|ellipse|polygon|polyline|line|title|defs|linearGradient|stop';

/** Each sort with the pattern that finds it. Where one of them fits, the emblem is refused. */
const harms: readonly { kind: Harm['kind']; pattern: RegExp }[] = [
  { kind: 'bad-element', pattern: new RegExp(`<(?!/?(?:${elements})\\b)[^\\s>]{0,40}`, 'i') },
  { kind: 'bad-attribute', pattern: /[\s/"'](?<what>on\w+)\s*=/i },
  { kind: 'bad-attribute', pattern: /[\w:-]*href|style/i },
  { kind: 'bad-address', pattern: /url\(\s*[^#\s][^)]{0,60}|javascript:/i },
  { kind: 'bad-sign', pattern: /&#/ },
];

/**
 * The first thing in an emblem that must not be there: it is drawn into pages as it is, so nothing in it may run, load or
 * restyle. Null: it is harmless; so is none at all.
 */
export function findHarm(svg: string): Harm | null {
  if (svg === '') return null;
  for (const { kind, pattern } of harms) {
    const found = pattern.exec(svg);
    if (found) return { kind, what: (found.groups?.['what'] ?? found[0]).trim() };
  }
  return svg.startsWith('<svg') && svg.endsWith('</svg>') ? null : { kind: 'no-svg', what: svg.slice(0, 20) };
}
