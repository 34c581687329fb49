// Drawings as files.
import sharp from 'sharp';
import { type Drawing, toSvg } from './drawing.ts';
import { rasterize } from './raster.ts';

export type DrawingFormat = 'svg' | 'webp' | 'png' | 'jpg';

// Painting is work for this thread; what is larger is scaled up, elsewhere, and shapes this plain do not show it.
const maxPaintedSide = 512;

/** A file of `side` pixels square; SVG is the same at every size. JPEG shows a transparent drawing as white. */
export async function encodeDrawing(drawing: Drawing, format: DrawingFormat, side: number): Promise<Buffer> {
  if (format === 'svg') return Buffer.from(toSvg(drawing));
  const { data, channels, ...painted } = rasterize(drawing, Math.min(side, maxPaintedSide));
  const raw = { width: painted.side, height: painted.side, channels };
  const pixels = sharp(data, { raw }).resize(side, side);
  if (format === 'png') return pixels.png({ palette: false, compressionLevel: 9 }).toBuffer();
  if (format === 'webp') return pixels.webp({ lossless: true, effort: 2 }).toBuffer();
  return pixels.flatten({ background: '#fff' }).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer();
}
