// Reads what Meilisearch answers. It is another program: what is not of the expected form is an error, not a hit.
import Joi from 'joi';
import type { IndexedEntry } from '../port.ts';

export interface FoundHit {
  readonly profileId: string;
  readonly privacyVersion: number;
  readonly _rankingScore: number;
}

export type Distribution = Readonly<Record<string, Readonly<Record<string, number>>>>;

const known = { stripUnknown: true, presence: 'required' } as const;

const hits = Joi.array<FoundHit[]>().items(
  Joi.object({
    profileId: Joi.string().guid(),
    privacyVersion: Joi.number().integer(),
    _rankingScore: Joi.number().default(0).optional(),
  }),
);

const counts = Joi.object<Distribution>().pattern(
  Joi.string(),
  Joi.object().pattern(Joi.string().allow(''), Joi.number().integer().min(0)),
);

export interface KeptDocument {
  readonly profileId: string;
  readonly audience: IndexedEntry['documents'][number]['audience'];
  readonly version: number;
  readonly privacyVersion: number;
  readonly keys: readonly string[];
}

const kept = Joi.array<KeptDocument[]>().items(
  Joi.object({
    profileId: Joi.string().guid(),
    audience: Joi.valid('public', 'authenticated'),
    version: Joi.number().integer(),
    privacyVersion: Joi.number().integer(),
    keys: Joi.array().items(Joi.string()).default([]).optional(),
  }),
);

function parse<T>(schema: Joi.Schema<T>, answer: unknown): T {
  const { error, value } = schema.validate(answer, known);
  // Without the message, which may repeat a value.
  if (error) throw new Error(`An answer of Meilisearch is not of the expected form: ${error.details[0]?.type}`);
  return value;
}

export const readHits = (answer: unknown): FoundHit[] => parse(hits, answer);
export const readCounts = (answer: unknown): Distribution => parse(counts, answer);
export const readDocuments = (answer: unknown): KeptDocument[] => parse(kept, answer);
