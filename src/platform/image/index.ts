export { createImageCodec, type ImageCodec } from './codec.ts';
export { isImageError } from './errors.ts';
export type { ImageInfo, ImageSource } from './inspect.ts';
export type { ImageType } from './signature.ts';
export type { Rendering, SquareSpec, Variant, VariantFormat } from './variants.ts';
