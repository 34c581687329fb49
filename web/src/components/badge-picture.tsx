// The icon that was uploaded for a badge.
import { useState } from 'react';

interface BadgePictureProps {
  readonly url: string;
  readonly size: number;
  /** Empty where the name of the badge stands beside it. */
  readonly alt?: string;
}

export function BadgePicture({ url, size, alt = '' }: BadgePictureProps) {
  const [failed, setFailed] = useState<string>();
  // One that was replaced a moment ago leaves its place empty instead of a broken picture.
  const isBroken = failed === url;
  return (
    <img
      src={url}
      alt={alt}
      width={size}
      height={size}
      onError={() => setFailed(url)}
      style={{ flexShrink: 0, objectFit: 'cover', ...(isBroken && { visibility: 'hidden' }) }}
    />
  );
}
