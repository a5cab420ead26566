import type { Ctx } from '../src/context/ctx.js';
import { defineLoader } from '../src/context/loader.js';
import {
  Arg,
  Context,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from '../src/model/graphql.js';
import { inputOf, patchOf, payloadOf } from '../src/model/inputs.js';
import { Money } from '../src/model/money.js';
import { Needs } from '../src/model/needs.js';
import { SampleItem, SamplePerson, SampleShelf } from './sample-entities.js';
import { ItemType } from './sample-types.js';

const tagLengths = defineLoader<string, number>({
  name: 'tagLengths',
  key: (id) => id,
  batch: async (ctx, ids) => {
    const rows = await ctx.sql<{ id: string; size: string }>(
      'select id, length(tag) as size from sample.item where id = any($1::uuid[])',
      [ids],
    );
    const sizes = new Map(rows.map((row) => [row.id, Number(row.size)]));
    return ids.map((id) => sizes.get(id) ?? 0);
  },
});

interface ItemRoot {
  id: string;
  tag: string;
  shelf: string;
  parent: string | null;
}

@Resolver(() => ItemType.object as never)
export class SampleComputed {
  @FieldResolver(() => Int, { description: 'Letters of the tag.' })
  @Needs('tag')
  tagLength(@Root() item: ItemRoot, @Context() ctx: Ctx): Promise<number> {
    return ctx.load(tagLengths, item.id);
  }

  @FieldResolver(() => String, { description: 'What its root carries.' })
  @Needs('tag', 'shelf', 'price', 'madeOn')
  root(@Root() item: ItemRoot): string {
    return JSON.stringify(item);
  }

  @FieldResolver(() => ItemType.object, { nullable: true, description: 'What it is a part of.' })
  @Needs('parent')
  whole(@Root() item: ItemRoot): { id: string } | null {
    return item.parent === null ? null : { id: item.parent };
  }
}

@ObjectType({ description: 'A hand-written type with records.' })
export class SampleOverview {
  @Field(() => [ItemType.object], { description: 'The first items by tag.' })
  items!: { id: string }[];
  @Field(() => ItemType.object, { nullable: true, description: 'One of them.' })
  one!: { id: string } | null;
}

const ITEM = [
  'tag',
  'serial',
  'note',
  'amount',
  'small',
  'views',
  'rate',
  'isActive',
  'weight',
  'madeOn',
  'seenAt',
  'data',
  'labels',
  'state',
  'mood',
  'price',
  'tax',
  'pin',
  'shelf',
  'owner',
  'keeper',
  'parent',
] as const;

@InputType({ description: 'A new item.' })
export class SampleItemCreateInput extends inputOf(SampleItem, ITEM, {
  optional: ['small', 'views', 'isActive', 'labels', 'state'],
}) {}

@InputType({ description: 'Changes of an item.' })
export class SampleItemChangeInput extends patchOf(SampleItem, ITEM) {
  @Field(() => ID, { description: 'The item.' })
  id!: string;
  @Field(() => Int, { nullable: true, description: 'The version that you saw.' })
  expectedVersion?: number | null;
}

export const SampleItemCreatePayload = payloadOf('SampleItemCreatePayload', { item: ItemType });
export const SampleItemChangePayload = payloadOf('SampleItemChangePayload', { item: ItemType });

@Resolver()
export class SampleOperations {
  @Query(() => SampleOverview, { description: 'The first items by tag, as references.' })
  async sampleOverview(
    @Context() ctx: Ctx,
    @Arg('count', () => Int, { description: 'How many.' }) count: number,
  ): Promise<SampleOverview> {
    const rows = await ctx.sql<{ id: string }>('select id from sample.item order by tag limit $1', [
      count,
    ]);
    return { items: rows, one: rows[0] ?? null };
  }

  @Query(() => [SampleOverview], { description: 'The same several times.' })
  async sampleSums(
    @Context() ctx: Ctx,
    @Arg('count', () => Int, { description: 'How many.' }) count: number,
  ): Promise<SampleOverview[]> {
    const one = await this.sampleOverview(ctx, count);
    return one.items.map((item) => ({ items: [item], one: item }));
  }

  @Mutation(() => SampleItemCreatePayload, { description: 'Adds an item.' })
  async sampleItemCreate(
    @Context() ctx: Ctx,
    @Arg('input', () => SampleItemCreateInput, { description: 'The item.' })
    input: SampleItemCreateInput,
  ): Promise<{ item: object }> {
    return { item: ctx.em.create(SampleItem, (await valuesOf(ctx, input)) as never) };
  }

  @Mutation(() => SampleItemChangePayload, { description: 'Changes an item.' })
  async sampleItemChange(
    @Context() ctx: Ctx,
    @Arg('input', () => SampleItemChangeInput, { description: 'What to change.' })
    { id, expectedVersion, ...input }: SampleItemChangeInput,
  ): Promise<{ item: object }> {
    const item = await ctx.find(SampleItem, id, { expectedVersion });
    Object.assign(item, await valuesOf(ctx, input));
    return { item };
  }
}

type Given = { [K in keyof SampleItemCreateInput]?: SampleItemCreateInput[K] | null };

/** The input with records in the place of ids and amounts as Money; what is left out stays so. */
async function valuesOf(ctx: Ctx, input: Given): Promise<Record<string, unknown>> {
  const { shelfId, ownerId, keeperId, parentId, price, tax, ...values } = input;
  const found = {
    shelf: shelfId && (await ctx.find(SampleShelf, shelfId)),
    owner: ownerId && (await ctx.find(SamplePerson, ownerId)),
    keeper: keeperId && (await ctx.find(SamplePerson, keeperId)),
    parent: parentId && (await ctx.find(SampleItem, parentId)),
    price: price && Money.of(price.amount, price.currency),
    tax: tax && Money.of(tax.amount, tax.currency),
  };
  const all = Object.entries({ ...values, ...found });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
