import type { RequestContext } from '../context/request.js';
import type { StoredChange } from '../feed/stored-change.js';
import { jobUpdated } from '../jobs/events.js';
import { uuidv7 } from '../model/ids.js';
import { liveEvents } from './live-events.js';
import { LiveStream } from './live-stream.js';

/**
 * The events of a job, first one for what it is now; ends with the job. A job for an event tells
 * none (events/subscriber-consumer.ts): of it there is what it is now, and no more.
 */
export function watchJob(ctx: RequestContext, id: string): LiveStream {
  // Opened before the look: what happens in between is told twice rather than never.
  const source = liveEvents(ctx, {
    name: jobUpdated.name,
    wanted: ({ recordId }) => recordId === id,
  });
  const stream = new LiveStream(() => void source.return());
  follow(ctx, id, { source, stream }).catch((error: unknown) => stream.fail(error as Error));
  return stream;
}

async function follow(
  ctx: RequestContext,
  id: string,
  { source, stream }: { source: LiveStream; stream: LiveStream },
): Promise<void> {
  const job = await look(ctx, id);
  if (job) stream.push(eventOfNow(id, ctx.runtime.clock()));
  if (job && !job.hasEnded && !job.isSilent) {
    for await (const event of source) {
      stream.push(event);
      // The event may be older than a "jobRetry" after which somebody began to follow.
      if (tellsEnd(event) && (await look(ctx, id))?.hasEnded !== false) break;
    }
  }
  stream.finish();
}

const ENDED: ReadonlySet<unknown> = new Set(['SUCCEEDED', 'FAILED', 'DEAD', 'CANCELLED']);

function tellsEnd({ payload }: StoredChange): boolean {
  return ENDED.has((payload as { state?: unknown }).state);
}

const STATE = 'select state, order_key is not null as is_silent from core.job where id = $1';

interface StateRow extends Record<string, unknown> {
  state: string;
  is_silent: string;
}

async function look(
  { runtime, organizationId }: RequestContext,
  id: string,
): Promise<{ hasEnded: boolean; isSilent: boolean } | undefined> {
  const statement = { text: STATE, values: [id] };
  const [row] = await runtime.reads.sql<StateRow>(organizationId, statement);
  return row && { hasEnded: ENDED.has(row.state), isSilent: row.is_silent === 't' };
}

function eventOfNow(recordId: string, at: Date): StoredChange {
  const { name, version } = jobUpdated;
  return {
    ...{ id: uuidv7(), name, version, at },
    ...{ recordType: 'Job', recordId, payload: {}, isTest: false },
  };
}
