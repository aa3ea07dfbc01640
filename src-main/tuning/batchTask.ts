import type { TaskProgress } from '../compute/messages.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext } from '../jobs/jobs.ts';

/** Errors after which a job goes on with a new process, where it was. */
export const lostProcess: ReadonlySet<string> = new Set(['compute-process-lost', 'provider-lost']);

/**
 * One task of a job in the batch process, which holds while the job is paused. What `hear` throws ends the task and is thrown
 * here: a row that cannot be written (the disk is full) must end the job, not the process that tells of it.
 * @returns what the task returned, unparsed
 */
export async function runBatchTask(
  { jobs, compute }: Pick<Foundations, 'jobs' | 'compute'>,
  context: Pick<JobContext, 'jobId' | 'signal'>,
  kind: string,
  payload: object,
  hear: (progress: TaskProgress) => void,
): Promise<unknown> {
  const abort = new AbortController();
  const signal = AbortSignal.any([context.signal, abort.signal]);
  const onProgress = (progress: TaskProgress): void => {
    try {
      hear(progress);
    } catch (error) {
      abort.abort(error);
    }
  };
  const stopListening = jobs.listen((job) => {
    if (job.id !== context.jobId) return;
    if (job.paused) compute.batch.pause();
    else compute.batch.resume();
  });
  try {
    return await compute.batch.run(kind, payload, { signal, onProgress });
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    stopListening();
    compute.batch.resume();
  }
}
