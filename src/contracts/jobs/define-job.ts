// The shape of a job contract. Payloads outlive deploys: new fields must be optional.
import Joi from 'joi';
import type { QueueName } from '../queues.ts';

export interface JobContract<Name extends string, Payload> {
  readonly name: Name;
  readonly queue: QueueName;
  /** Ids and versions only, never personal data. */
  readonly payload: Joi.ObjectSchema<Payload>;
  readonly attempts: number;
  /** First delay between attempts; it doubles. */
  readonly backoffMs: number;
  /** Jobs of one subject coalesce: the row in the database says what is to be done, one run serves all of them. */
  readonly subjectOf?: (payload: Payload) => string;
}

/** A job that the clock asks for, not an event: it is about all tenants at once. */
export interface ScheduledContract<Name extends string> extends JobContract<Name, object> {
  /** When, as cron writes it, in UTC. */
  readonly schedule: string;
}

export const id = () => Joi.string().guid();
export const version = () => Joi.number().integer().min(0);

/** Declares a job; unknown payload fields (of a newer deploy) are dropped, not refused. */
export function defineJob<const Name extends string, Payload extends { tenantId: string }>(contract: {
  name: Name;
  queue: QueueName;
  payload: { [K in keyof Payload]-?: Joi.Schema };
  subjectOf?: (payload: Payload) => string;
  attempts?: number;
  backoffMs?: number;
}): JobContract<Name, Payload> {
  const { name, queue, payload, subjectOf, attempts = 8, backoffMs = 1000 } = contract;
  return {
    name,
    queue,
    payload: Joi.object<Payload>(payload as Joi.StrictSchemaMap<Payload>).options({
      stripUnknown: true,
      presence: 'required',
    }),
    attempts,
    backoffMs,
    ...(subjectOf && { subjectOf }),
  };
}

/** Declares a job of the queue `maintenance`; a turn that is missed is made up for by the next. */
export const defineScheduledJob = <const Name extends string>(contract: {
  name: Name;
  schedule: string;
}): ScheduledContract<Name> => ({
  ...contract,
  queue: 'maintenance',
  payload: Joi.object<object>({}).options({ stripUnknown: true, presence: 'required' }),
  attempts: 3,
  backoffMs: 10_000,
});
