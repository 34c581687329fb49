// The squares of a QR code, and the files that somebody can take along of it.
import { encode, renderSVG } from 'uqr';

const options = { ecc: 'M', border: 4 } as const;
const squarePixels = 16;

/** By row, true where it is dark; the quiet zone is part of it. */
export const encodeQr = (value: string): readonly (readonly boolean[])[] => encode(value, options).data;

/** A `data:` address. */
export const qrSvgUrl = (value: string): string =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(renderSVG(value, options))}`;

/** A `data:` address of a picture that is large enough for paper. */
export function qrPngUrl(value: string): string {
  const rows = encodeQr(value);
  const canvas = document.createElement('canvas');
  canvas.width = rows.length * squarePixels;
  canvas.height = canvas.width;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000000';
  for (const [y, row] of rows.entries())
    for (const [x, isDark] of row.entries())
      if (isDark) pen.fillRect(x * squarePixels, y * squarePixels, squarePixels, squarePixels);
  return canvas.toDataURL('image/png');
}
