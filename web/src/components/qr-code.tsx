// A QR code as vectors: always dark on white with the quiet zone that ISO/IEC 18004 asks for, also on a dark page.
import { useMemo } from 'react';
import { encodeQr } from './qr-encoding.ts';

interface QrCodeProps {
  readonly value: string;
  /** What it leads to, in words. */
  readonly label: string;
  /** Width and height in pixels. */
  readonly size?: number;
}

export function QrCode({ value, label, size = 192 }: QrCodeProps) {
  const { modules, path } = useMemo(() => {
    const rows = encodeQr(value);
    const squares = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
    return { modules: rows.length, path: squares.join('') };
  }, [value]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${modules} ${modules}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
      style={{ maxWidth: '100%' }}
    >
      <rect width={modules} height={modules} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
