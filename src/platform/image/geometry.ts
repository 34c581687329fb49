// Where a square lies: chosen as people see the picture, cut from it as it is stored.

/** In pixels, from the upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The largest square in the middle of `crop`, or of the whole picture. Throws RangeError when `crop` leaves it. */
export function squareOf({ width, height }: Size, crop: Rectangle | null): Square {
  const area = crop ?? { x: 0, y: 0, width, height };
  const side = Math.min(area.width, area.height);
  if (side < 1 || area.x < 0 || area.y < 0 || area.x + area.width > width || area.y + area.height > height)
    throw new RangeError('The crop is not within the picture');
  return {
    x: area.x + Math.floor((area.width - side) / 2),
    y: area.y + Math.floor((area.height - side) / 2),
    side,
  };
}

// TIFF 6.0, tag 274, undone in the order in which sharp does both: mirrored left to right, then turned clockwise.
const corrections: Record<number, { readonly mirror: boolean; readonly turn: 0 | 90 | 180 | 270 }> = {
  1: { mirror: false, turn: 0 },
  2: { mirror: true, turn: 0 },
  3: { mirror: false, turn: 180 },
  4: { mirror: true, turn: 180 },
  5: { mirror: true, turn: 270 },
  6: { mirror: false, turn: 90 },
  7: { mirror: true, turn: 90 },
  8: { mirror: false, turn: 270 },
};

/** How a stored picture is set upright. */
export const correctionOf = (orientation = 1) => corrections[orientation] ?? { mirror: false, turn: 0 as const };

/** Where a square of an upright picture of `upright` pixels lies in the picture as it is stored. */
export function storedSquare({ x, y, side }: Square, upright: Size, orientation?: number): Square {
  const { mirror, turn } = correctionOf(orientation);
  const right = upright.width - x - side;
  const below = upright.height - y - side;
  // The distances to the four edges, from the left and clockwise, as they are before the turn.
  const edges = [x, y, right, below];
  const [left = 0, top = 0, farRight = 0] = [...edges.slice(turn / 90), ...edges.slice(0, turn / 90)];
  return { x: mirror ? farRight : left, y: top, side };
}
