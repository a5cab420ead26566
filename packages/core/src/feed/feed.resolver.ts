import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import { Arg, Context, Int, Query, Resolver } from '../model/graphql.js';
import { Refusal } from '../write/errors.js';
import { ChangePage, EventTypeInfo } from './change-event.types.js';
import { readChanges } from './change-feed.js';
import { eventCatalogue } from './event-catalogue.js';

const LARGEST_PAGE = 250;
const LARGEST_CHOICE = 100;

/** What has happened, for those who keep a copy of the data. */
@Resolver()
export class FeedResolver {
  @Query(() => ChangePage, {
    description:
      'What has happened, in the order of commits and without gaps: ask again with the cursor. ' +
      'Kept for 30 days, unless the operator says otherwise.',
  })
  changes(
    @Context() ctx: Ctx,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor of the last page; without it from the oldest event on.',
    })
    after: string | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: 'At most as many, 1 to 250.' })
    first: number,
    @Arg('types', () => [String], { nullable: true, description: 'Only about these types.' })
    types: string[] | undefined,
    @Arg('names', () => [String], { nullable: true, description: 'Only events of these names.' })
    names: string[] | undefined,
  ): Promise<ChangePage> {
    if (first < 1 || first > LARGEST_PAGE) {
      throw new Refusal('BAD_USER_INPUT', `A page holds 1 to ${LARGEST_PAGE} events.`);
    }
    if ((types?.length ?? 0) > LARGEST_CHOICE || (names?.length ?? 0) > LARGEST_CHOICE) {
      throw new Refusal('BAD_USER_INPUT', `Give at most ${LARGEST_CHOICE} types and names.`);
    }
    return readChanges(ctx as RequestContext, { after, first, types, names });
  }

  @Query(() => [EventTypeInfo], {
    description: 'Every kind of event that this platform emits: topics of webhooks.',
  })
  eventTypes(@Context() ctx: Ctx): EventTypeInfo[] {
    return [...eventCatalogue((ctx as RequestContext).runtime.composition).values()];
  }
}
