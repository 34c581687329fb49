// The few joi shapes that configuration values share.
import Joi from 'joi';

export const url = (...schemes: string[]) => Joi.string().uri({ scheme: schemes });

/** A comma-separated list, every item checked by `item`; arrives as an array. */
export const list = (item: Joi.StringSchema | Joi.NumberSchema) =>
  Joi.string()
    .custom((value: string, helpers) => {
      const items = value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const { error, value: parsed } = Joi.array<unknown[]>()
        .label('the list')
        .items(item)
        .min(1)
        .unique()
        .validate(items, { errors: { wrap: { label: false } } });
      return error ? helpers.message({ custom: `{{#label}}: ${error.message}` }) : parsed;
    })
    .meta({ list: true });
