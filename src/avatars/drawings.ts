// Files of drawn pictures, made when first asked for: they are the same ever after.
import { LRUCache } from 'lru-cache';
import { createFonts, type DrawingFormat, encodeDrawing } from '../platform/drawing/index.ts';
import { drawFallback, type Fallback, paintFallback } from './fallback.ts';
import { initialsOf } from './initials.ts';
import { type PictureFile, pictureFile } from './picture.ts';

const contentTypes: Record<DrawingFormat, string> = {
  svg: 'image/svg+xml',
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
};

const maxKeptBytes = 16_777_216;

export type Drawings = ReturnType<typeof createDrawings>;

export function createDrawings() {
  const fonts = createFonts();
  const kept = new LRUCache<string, PictureFile>({
    maxSize: maxKeptBytes,
    sizeCalculation: ({ body }) => body.length + 512,
  });

  return {
    /** A picture of `side` pixels square, whatever the style. */
    async draw(fallback: Fallback, format: DrawingFormat, side: number): Promise<PictureFile> {
      const asPixels = format !== 'svg';
      const { style, seed, name = '' } = fallback;
      const key = JSON.stringify([style, seed, style === 'initials' && initialsOf(name), format, asPixels && side]);
      const known = kept.get(key);
      if (known) return known;
      const drawing = asPixels ? await paintFallback(fonts, fallback) : drawFallback(fallback);
      const file = pictureFile(await encodeDrawing(drawing, format, side), contentTypes[format]);
      kept.set(key, file);
      return file;
    },
  };
}
