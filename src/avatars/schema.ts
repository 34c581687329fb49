// What comes in with requests for pictures.
import Joi from 'joi';
import { fallbackStyles } from '../preferences/index.ts';
import type { AddressedPicture, PictureWish } from './delivery.ts';

export const wish = Joi.object<Omit<PictureWish, 'accepts'>>({
  size: Joi.number().integer().min(1).max(2048).default(256).description('Pixels along a side.'),
  format: Joi.valid('webp', 'jpg', 'avif', 'png', 'svg').description(
    'The format, whatever `Accept` says; SVG and PNG are for drawings.',
  ),
  animated: Joi.boolean().description('True for the moving twin of a picture that moves.').example(true),
  style: Joi.valid(...fallbackStyles).description('How to draw whoever shows no picture; otherwise as they chose.'),
});

export const pictureParams = Joi.object<Pick<AddressedPicture, 'id' | 'hash' | 'file'>>({
  id: Joi.string()
    .max(64)
    .description('Names the picture, not the person.')
    .example('5b0c8f5e-7d4c-4f5e-9a55-0d6a4d0f7a31'),
  hash: Joi.string().max(64).description('Names its content.').example('9f2c51d7a86b4e0f8d3a1c6b7e5f4a20'),
  file: Joi.string().max(32).description('Size and format.').example('256.webp'),
});

export const pictureQuery = Joi.object<Pick<AddressedPicture, 'expires' | 'signature'>>({
  expires: Joi.number()
    .integer()
    .description('Until when the signature is good, in seconds since 1970.')
    .example(1795345200),
  signature: Joi.string()
    .max(64)
    .description('Comes with the address; only public pictures need none.')
    .example('Zm9yIHlvdSBhbG9uZQ'),
});
