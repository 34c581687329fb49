// What comes in and goes out around uploads and the history.
import Joi from 'joi';
import * as text from '../platform/text/joi.ts';
import type { PictureWords } from './intake.ts';
import type { Crop } from './repository.ts';

const uploadId = Joi.string().guid();
const alt = () =>
  text
    .plainText({ maxGraphemes: 300 })
    .description('What the picture shows, for those who cannot see it.')
    .example('Ada at her desk');
const cropOutput = Joi.object({ x: Joi.number(), y: Joi.number(), width: Joi.number(), height: Joi.number() });
const urls = { avatarUrl: Joi.string().uri(), mediumUrl: Joi.string().uri(), thumbnailUrl: Joi.string().uri() };

export const upload = Joi.object({
  uploadId,
  status: Joi.valid('stored', 'processing', 'ready', 'rejected', 'failed', 'superseded', 'removed').description(
    'Pending: stored, processing. Final: ready, rejected and failed (see `reason`), superseded by a newer one, removed.',
  ),
  reason: Joi.string().allow(null).description('Why there is no picture, for its owner.'),
  ...urls,
  statusUrl: Joi.string().uri(),
  alt: Joi.string().allow(null),
  crop: cropOutput.allow(null),
  uploadedAt: Joi.string().isoDate(),
  finishedAt: Joi.string().isoDate().allow(null),
}).meta({ name: 'AvatarUpload' });

export const history = Joi.array()
  .items(
    Joi.object({
      uploadId,
      isCurrent: Joi.boolean(),
      ...urls,
      alt: Joi.string().allow(null),
      uploadedAt: Joi.string().isoDate(),
      publishedAt: Joi.string().isoDate().description('When it last became the picture.'),
    }).meta({ name: 'PastAvatar' }),
  )
  .description('Five at most, the present one first.');

const pixels = () => Joi.number().integer().min(0).max(100_000);
const crop = Joi.object<Crop>({
  x: pixels().required(),
  y: pixels().required(),
  width: pixels().min(1).required(),
  height: pixels().min(1).required(),
});

/** A form holds text only: `{"x":0,"y":0,"width":200,"height":200}` or `0,0,200,200`. */
function readCrop(input: string): unknown {
  const numbers = /^(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})$/.exec(input.replace(/\s/g, ''));
  if (!numbers) return JSON.parse(input);
  const [x, y, width, height] = numbers.slice(1).map(Number);
  return { x, y, width, height };
}

const cropText = Joi.string()
  .max(200)
  .custom((input: string, helpers): unknown => {
    try {
      const { value, error } = crop.validate(readCrop(input), { convert: false });
      return error ? helpers.error('crop.shape') : value;
    } catch {
      return helpers.error('crop.shape');
    }
  })
  .messages({ 'crop.shape': '{{#label}} must be x,y,width,height or a JSON object of these, in whole pixels' })
  .description('The part to show, in pixels of the upright picture: `x,y,width,height`, or the same as a JSON object.')
  .example('40,0,800,800');

/** Beside the file in a form, or in the query of a request that is the file. */
export const pictureWords = Joi.object<PictureWords>({ crop: cropText.empty(''), alt: alt().empty('') });

export const description = Joi.object<{ alt: string | null }>({ alt: alt().allow(null).required() });

export const uploadParams = Joi.object<{ uploadId: string }>({
  uploadId: text.uuid().description('As the upload was answered.').example('019c6e2a-1f0b-7c39-8e4d-2b1a9f3c5d70'),
});
