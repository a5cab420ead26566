import type { JobHandler } from '../jobs/job-run.js';
import type { Composition } from '../plugin/composition.js';
import type { ReceivedEvent, Subscriber } from './subscriber.js';

const RETRIES = 8;

/** Subscribers of all loaded plugins. */
export function subscribersOf({ plugins }: Pick<Composition, 'plugins'>): Subscriber[] {
  return plugins.flatMap(({ definition }) => [...(definition.on ?? [])]);
}

/** A job handler for each subscriber: one transaction, which ends the job too. */
export function subscriberHandlers(composition: Composition): JobHandler[] {
  return subscribersOf(composition).map((subscriber) => ({
    kind: subscriber.name,
    retries: subscriber.retries ?? RETRIES,
    retriesFaults: true,
    run: (run) =>
      run.step({
        operation: subscriber.name,
        work: async (ctx) => {
          await subscriber.run(ctx, eventOf(run.job.input, subscriber));
          return { end: { state: 'SUCCEEDED' } };
        },
      }),
  }));
}

function eventOf(input: unknown, { event }: Subscriber): ReceivedEvent {
  const stored = input as ReceivedEvent & { at: string };
  return { ...stored, at: new Date(stored.at), payload: event.payload.parse(stored.payload) };
}
