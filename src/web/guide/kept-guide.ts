import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { langs } from '../../platform/i18n/lang.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** For whom a picture was taken: who holds a phone, or sits before a large screen. */
export type View = 'phone' | 'desktop';

/** The views, the narrow one first. */
export const views: readonly View[] = ['phone', 'desktop'];

/** A picture as it was taken: its size in pixels, and where the marks are in it (x, y, width, height), in their order. */
export type KeptPicture = { width: number; height: number; boxes: number[][] };

/** What a page meant when its pictures were taken: its heading, its fields and buttons, and what was marked; `role: name`. */
export type KeptScene = { heading: string; controls: string[]; marks: string[] } & Record<View, KeptPicture>;

/** A guide as it was made last: every line of it, and what its pages meant. It is held against the running portal. */
export type KeptGuide = Record<Lang, { words: string[]; scenes: Record<string, KeptScene> }>;

/** A picture that a page shows: its name changes with its content. */
export type Picture = { file: string; width: number; height: number };

/** The pictures of a guide, as they lie in its folder. */
export type GuidePictures = {
  folder: string;
  /** The picture of a scene; none, when none was taken. */
  of: (lang: Lang, scene: string, view: View) => Picture | undefined;
  /** The content of a picture by the name that changes with it. */
  read: (file: string) => Promise<Buffer> | undefined;
};

/** The name of a picture in a guide's folder. */
export function pictureFile(lang: Lang, scene: string, view: View): string {
  return `${lang}-${scene}-${view}.webp`;
}

/**
 * The name of the picture for paper: the one of the phone, in a format that a PDF takes as it is. From WebP, documents would be three
 * times as large.
 */
export function paperFile(lang: Lang, scene: string): string {
  return `${lang}-${scene}-paper.jpg`;
}

/** Where a guide's folder keeps what the guide meant. */
export function keptFile(folder: string): string {
  return join(folder, 'guide.json');
}

/** Looks what a guide's folder holds, once when the process starts. A folder that is not there yet holds nothing. */
export function loadPictures(folder: string): GuidePictures {
  const known = new Map<string, Picture>();
  const paths = new Map<string, string>();
  const kept: Partial<KeptGuide> = existsSync(keptFile(folder))
    ? (JSON.parse(readFileSync(keptFile(folder), 'utf8')) as KeptGuide)
    : {};
  for (const lang of langs)
    for (const [scene, seen] of Object.entries(kept[lang]?.scenes ?? {}))
      for (const view of views) {
        const name = pictureFile(lang, scene, view);
        const path = join(folder, name);
        if (!existsSync(path)) continue;
        const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 10);
        const file = name.replace(/webp$/, `${hash}.webp`);
        const { width, height } = seen[view];
        known.set(name, { file, width, height });
        paths.set(file, path);
      }
  return {
    folder,
    of: (lang, scene, view) => known.get(pictureFile(lang, scene, view)),
    read: (file) => {
      const path = paths.get(file);
      return path === undefined ? undefined : readFile(path);
    },
  };
}
