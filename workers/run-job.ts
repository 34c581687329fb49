// One run of one job: validate, do, settle its promise, measure, log. Ids only; personal data never gets here.
import { UnrecoverableError } from 'bullmq';
import type { Container } from '../src/container.ts';
import { type JobName, jobs, type PayloadOf } from '../src/contracts/jobs/index.ts';
import { settle } from '../src/outbox/index.ts';
import { AppError } from '../src/platform/errors.ts';
import type { Handlers } from './handlers.ts';

/** What this file needs of a BullMQ job. */
export interface RunnableJob {
  readonly id?: string | undefined;
  readonly name: string;
  readonly data: unknown;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly attemptsMade: number;
}

export interface ParsedJob<Name extends JobName> {
  readonly name: Name;
  readonly payload: PayloadOf<Name>;
  readonly requestId: string | undefined;
  readonly traceparent: string | undefined;
}

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** A job as its contract has it. @throws UnrecoverableError: no retry mends a payload */
export function parseJob({ name, data }: Pick<RunnableJob, 'name' | 'data'>): ParsedJob<JobName> {
  if (!isJobName(name)) throw new UnrecoverableError(`no such job: ${name}`);
  const { payload, requestId, traceparent } = (data ?? {}) as Record<'payload' | 'requestId' | 'traceparent', unknown>;
  const { error, value } = jobs[name].payload.validate(payload);
  if (error) throw new UnrecoverableError(`payload of ${name}: ${error.message}`);
  const textOf = (text: unknown) => (typeof text === 'string' ? text : undefined);
  return { name, payload: value, requestId: textOf(requestId), traceparent: textOf(traceparent) };
}

/** Outcomes that would be the same next time are not tried again. */
const forQueue = (error: unknown): unknown =>
  error instanceof AppError && error.retry === 'never' ? new UnrecoverableError(error.message) : error;

async function perform<Name extends JobName>(
  container: Container,
  handlers: Handlers,
  id: string,
  { name, payload }: ParsedJob<Name>,
): Promise<void> {
  const version = await handlers[name](payload, { id });
  const subjectOf = jobs[name].subjectOf as ((payload: PayloadOf<Name>) => string) | undefined;
  await settle(container.sequelize, {
    id,
    name,
    ...(subjectOf && { subject: subjectOf(payload) }),
    ...(typeof version === 'number' && { version }),
  });
}

/** Makes the processor that every worker runs. */
export function createRunJob(container: Container, handlers: Handlers): (job: RunnableJob) => Promise<void> {
  return async (job) => {
    const startedAt = Date.now();
    const { id = '', name } = job;
    const logger = container.logger.child({ job: name, jobId: id, attempt: job.attemptsMade + 1 });
    const measure = (outcome: 'done' | 'failed') => {
      const runSeconds = (Date.now() - startedAt) / 1000;
      container.metrics.observeJob({ job: name, outcome }, Math.max(0, startedAt - job.timestamp) / 1000, runSeconds);
      return Math.round(runSeconds * 1000);
    };
    let requestId: string | undefined;
    try {
      const parsed = parseJob(job);
      requestId = parsed.requestId;
      await container.tracing.run(
        'job',
        `job ${name}`,
        { 'messaging.message.id': id, attempt: job.attemptsMade + 1, ...(requestId && { 'request.id': requestId }) },
        () => perform(container, handlers, id, parsed),
        parsed.traceparent,
      );
      logger.info({ requestId, ms: measure('done') }, 'job done');
    } catch (error) {
      logger.warn({ requestId, err: error, ms: measure('failed') }, 'job failed');
      throw forQueue(error);
    }
  };
}
