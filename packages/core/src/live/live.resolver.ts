import type { Ctx } from '../context/ctx.js';
import type { RequestContext } from '../context/request.js';
import { ChangeEvent } from '../feed/change-event.types.js';
import { shownEvent, type StoredChange } from '../feed/stored-change.js';
import { JobType } from '../jobs/job.types.js';
import { Arg, Context, ID, Resolver, Root, Subscription } from '../model/graphql.js';
import { decodeId, parseId } from '../model/ids.js';
import { Refusal } from '../write/errors.js';
import { watchJob } from './job-watch.js';
import { liveEvents } from './live-events.js';

const LARGEST_CHOICE = 100;

interface Asked {
  context: unknown;
  args: { types?: string[] | null; id?: string | null };
}

/** What is told to open sockets; rights are looked at again before each event. */
@Resolver()
export class LiveResolver {
  @Subscription(() => ChangeEvent, {
    description: 'Records that you may read were created, updated or deleted: ids and names only.',
    subscribe: ({ context, args }: Asked) => {
      const { types, id } = args;
      if ((types?.length ?? 0) > LARGEST_CHOICE) {
        throw new Refusal('BAD_USER_INPUT', `Give at most ${LARGEST_CHOICE} types.`);
      }
      const chosen = types && types.length > 0 ? new Set(types) : undefined;
      const record = id == null ? undefined : parseId(id);
      if (id != null && !record) throw new Refusal('BAD_USER_INPUT', 'This is no id.');
      return liveEvents(context as RequestContext, {
        name: 'core.record.changed',
        wanted: ({ recordType, recordId }) =>
          (chosen === undefined || chosen.has(recordType ?? '')) &&
          (record === undefined || recordId === record.uuid),
      });
    },
  })
  recordChanged(
    @Root() event: StoredChange,
    @Context() ctx: Ctx,
    @Arg('types', () => [String], { nullable: true, description: 'Only of these types.' })
    _types: string[] | undefined,
    @Arg('id', () => ID, { nullable: true, description: 'Only this record.' })
    _id: string | undefined,
  ): Promise<ChangeEvent> {
    return shownEvent(ctx as RequestContext, event);
  }

  @Subscription(() => JobType.object, {
    nullable: true,
    description:
      'A job got on, until it has ended. What it is now comes first; of a job for an event that ' +
      'is all.',
    subscribe: ({ context, args }: Asked) => {
      const id = decodeId(JobType.options.prefix, args.id ?? '');
      if (id === undefined) throw new Refusal('BAD_USER_INPUT', 'This is no id of a job.');
      return watchJob(context as RequestContext, id);
    },
  })
  jobUpdated(
    @Root() event: StoredChange,
    @Arg('id', () => ID, { description: 'The job.' }) _id: string,
  ): object {
    return { id: event.recordId };
  }
}
