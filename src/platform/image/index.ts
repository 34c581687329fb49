export { createImageCodec, type ImageCodec } from './codec.ts';
export { DecodeStalledError } from './decoder.ts';
export { isImageError } from './errors.ts';
export { type Rectangle, type Square, squareOf } from './geometry.ts';
export type { ImageInfo, ImageSource } from './inspect.ts';
export { resizeSquare } from './resize.ts';
export { type ImageType, signatureBytes } from './signature.ts';
export type { Rendering, SquareSpec, Variant, VariantFormat } from './variants.ts';
