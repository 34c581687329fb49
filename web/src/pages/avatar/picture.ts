// A picture before it is sent: opened as the browser can, made smaller where it is huge, turned and cut as its owner wants.
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Beyond this no variant gets any better, and slow lines get slower. */
const mostPixels = 24_000_000;
const mostBytes = 12_000_000;
const longestSide = 4_096;
const quality = 0.92;

/** Thrown for what this browser cannot show; some of it the service still can. */
export class CannotOpen extends Error {
  override name = 'CannotOpen';
}

async function open(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new CannotOpen('This browser cannot open the picture.', { cause });
  }
}

function canvasOf(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  if (!context) throw new CannotOpen('This browser has no canvas.');
  return [canvas, context];
}

const encode = (canvas: HTMLCanvasElement, type: string): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new CannotOpen('The picture is too large.'))),
      type,
      quality,
    );
  });

const keepsAlpha = (file: Blob) => file.type === 'image/png' || file.type === 'image/webp';
const isUploadable = (file: Blob) => /^image\/(jpeg|png|gif|webp|avif)$/.test(file.type);

/** The file itself where it will do; else a smaller copy of it, or of what only this browser can read (HEIC, on some). */
export async function prepare(file: File): Promise<Blob> {
  if (isUploadable(file) && file.size <= mostBytes) return file;
  const picture = await open(file);
  const { width, height } = picture;
  if (isUploadable(file) && width * height <= mostPixels && file.size <= mostBytes) return file;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const [canvas, context] = canvasOf(Math.round(width * scale), Math.round(height * scale));
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return encode(canvas, keepsAlpha(file) ? 'image/webp' : 'image/jpeg');
}

/** The part of a picture within `area`, after it was turned by `degrees`. */
export async function turnAndCut(file: Blob, area: Area, degrees: number): Promise<Blob> {
  const picture = await open(file);
  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  const [turned, turning] = canvasOf(
    Math.round(picture.width * cos + picture.height * sin),
    Math.round(picture.width * sin + picture.height * cos),
  );
  turning.translate(turned.width / 2, turned.height / 2);
  turning.rotate(angle);
  turning.drawImage(picture, -picture.width / 2, -picture.height / 2);
  picture.close();
  const [canvas, context] = canvasOf(area.width, area.height);
  context.drawImage(turned, -area.x, -area.y);
  return encode(canvas, keepsAlpha(file) ? 'image/webp' : 'image/jpeg');
}
