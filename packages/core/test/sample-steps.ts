import {
  FromRows,
  cellOf,
  defineRowSource,
  idOf,
  idsOf,
  recordOf,
} from '../src/read/row-source.js';
import {
  Arg,
  DateScalar,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from '../src/model/graphql.js';
import { Refusal } from '../src/write/errors.js';
import { ItemType, ShelfType } from './sample-types.js';

/** Items with what they are a part of, level by level: a list whose rows a statement makes. */
export const steps = defineRowSource({
  type: 'SampleStep',
  demand: 'sample.shelf.read',
  fields: {
    item: recordOf(ItemType, 'id'),
    shelf: recordOf(ShelfType, 'shelf_id'),
    depth: cellOf('integer', 'depth'),
    shelfId: idOf(ShelfType, 'shelf_id'),
    path: idsOf(ItemType, 'path'),
    on: cellOf('date', 'on_day'),
  },
  needs: { id: idOf(ItemType, 'id'), depth: cellOf('integer', 'depth') },
  order: ['depth', 'item.tag', 'id'],
  limit: 500,
  tooMany: 'More than 500 items: give fewer levels.',
  first: (ask) => (ask.has('on') ? `select ${ask.bound('on', 'date')}` : undefined),
  sql: (ask) => {
    const depth = ask.decided<number>('depth') ?? 3;
    if (depth < 0) throw new Refusal('BAD_USER_INPUT', 'depth is 0 or more.');
    const shelf = ask.has('shelf') ? `i.shelf_id = ${ask.id('shelf', ShelfType)}` : 'true';
    const path = (sql: string) => (ask.uses('path') ? `, ${sql} as path` : '');
    return `with recursive step as (
      select i.id, i.shelf_id, 0 as depth${path('array[i.id]')} from sample.item i
       where i.organization_id = ${ask.organization} and i.parent_id is null and ${shelf}
      union all
      select i.id, i.shelf_id, s.depth + 1${path('s.path || i.id')}
        from step s join sample.item i on i.organization_id = ${ask.organization}
         and i.parent_id = s.id
       where s.depth < ${ask.value(depth, 'int')})
      select *, ${ask.has('on') ? ask.bound('on', 'date') : ask.today} as on_day from step`;
  },
});

@ObjectType({ description: 'One step of the tree of items.' })
export class SampleStep {
  @Field(() => ItemType.object, { nullable: true, description: 'The item.' })
  item!: object | null;
  @Field(() => ShelfType.object, { nullable: true, description: 'Where it belongs.' })
  shelf!: object | null;
  @Field(() => Int, { description: 'Levels below the top.' })
  depth!: number;
  @Field(() => ID, { description: 'Its shelf.' })
  shelfId!: string;
  @Field(() => [ID], { description: 'From the top down.' })
  path!: string[];
  @Field(() => DateScalar, { description: 'The day.' })
  on!: string;
}

@Resolver(() => SampleStep)
export class SampleSteps {
  @FromRows(steps)
  @Query(() => [SampleStep], { description: 'The tree of items, level by level.' })
  sampleSteps(
    @Arg('depth', () => Int, { nullable: true, description: 'Levels.' }) _depth: number,
    @Arg('shelf', () => ID, { nullable: true, description: 'On a shelf.' }) _shelf: string,
    @Arg('on', () => DateScalar, { nullable: true, description: 'On a day.' }) _on: string,
  ): void {
    // The statement of the source answers.
  }

  @FieldResolver(() => String, { description: 'What its root carries.' })
  root(@Root() step: { id: string; depth: number }): string {
    return JSON.stringify(step);
  }
}
