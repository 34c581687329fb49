// Somebody's picture; until it is there, a blur of it from the few bytes that came with the profile (ThumbHash).
import { Avatar, type AvatarProps } from '@mantine/core';
import { useEffect, useState } from 'react';

function useBlur(thumbHash: string | undefined): string | undefined {
  const [blur, setBlur] = useState<string>();
  useEffect(() => {
    if (thumbHash === undefined) return;
    let isCurrent = true;
    void import('thumbhash').then(({ thumbHashToDataURL }) => {
      const bytes = Uint8Array.from(atob(thumbHash), (character) => character.charCodeAt(0));
      if (isCurrent) setBlur(thumbHashToDataURL(bytes));
    });
    return () => {
      isCurrent = false;
    };
  }, [thumbHash]);
  return blur;
}

interface PortraitProps extends Pick<AvatarProps, 'src' | 'alt' | 'size'> {
  /** Base64; absent where there is no picture. */
  readonly thumbHash: string | undefined;
}

export function Portrait({ src, thumbHash, ...props }: PortraitProps) {
  const [loaded, setLoaded] = useState<typeof src>();
  const blur = useBlur(thumbHash);
  return (
    <Avatar
      {...props}
      src={src ?? null}
      radius="100%"
      imageProps={{ onLoad: () => setLoaded(src) }}
      style={blur !== undefined && loaded !== src ? { backgroundImage: `url(${blur})`, backgroundSize: 'cover' } : {}}
    />
  );
}
