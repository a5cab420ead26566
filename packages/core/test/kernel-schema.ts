import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import type { Ctx } from '../src/context/ctx.js';
import { defineEvent } from '../src/events/event.js';
import { Money } from '../src/model/money.js';
import { wrapMutations } from '../src/write/mutation.js';
import { kernelErrors, KernelWidget } from './kernel-plugin.js';
import { widgetShare } from './kernel-shared.js';

const SDL = `
  directive @idempotent(key: String!) on FIELD
  interface UserError { code: String! message: String! path: [String!]! docs: String! }
  type BusinessError implements UserError
    { code: String! message: String! path: [String!]! docs: String! }
  type VersionConflictError implements UserError
    { code: String! message: String! path: [String!]! docs: String! currentVersion: Int! }
  type KernelWidget { id: ID! tag: String! stock: Int! version: Int! }
  type WidgetPayload { widget: KernelWidget token: String userErrors: [UserError!]! }
  type BatchPayload { widgets: [KernelWidget!]! failed: Int userErrors: [UserError!]! }
  input WidgetInput { tag: String place: Int stock: Int bankAccount: String remark: String }
  type Query { ok: Boolean }
  type Mutation {
    widgetCreate(input: WidgetInput!): WidgetPayload!
    widgetTake(id: ID!, count: Int!, expectedVersion: Int): WidgetPayload!
    widgetSwap(first: ID!, second: ID!): WidgetPayload!
    widgetBatch(tags: [String!]!): BatchPayload!
    widgetBreak: WidgetPayload!
    widgetToken: WidgetPayload!
    loginTry: WidgetPayload!
    widgetOutside: WidgetPayload!
    widgetPost: WidgetPayload!
    widgetShare(input: WidgetInput!): WidgetPayload!
  }`;

export const widgetMade = defineEvent({
  name: 'kernel.widget.made',
  version: 1,
  description: 'A widget was made.',
  payload: z.object({ tag: z.string() }),
});

type Input = Partial<Record<'tag' | 'bankAccount' | 'remark', string>> & {
  place?: number;
  stock?: number;
};
type Resolver = (args: never, ctx: Ctx) => unknown;

/** Called in the middle of a mutation, so that a test can put something in its way. */
export const interference: { run?: () => Promise<void> } = {};

function create(ctx: Ctx, input: Input): KernelWidget {
  const widget = ctx.em.create(KernelWidget, {
    tag: 'none',
    stock: 5,
    price: Money.of('1.50', 'EUR'),
    ...input,
  } as never);
  ctx.emit(widgetMade, { tag: widget.tag }, { type: 'KernelWidget', id: widget.id });
  return widget;
}

const RESOLVERS: Record<string, Resolver> = {
  widgetCreate: async ({ input }: { input: Input }, ctx) => {
    const widget = create(ctx, input);
    await interference.run?.();
    return { widget };
  },
  widgetTake: async (args: { id: string; count: number; expectedVersion?: number }, ctx) => {
    const { expectedVersion } = args;
    const widget = await ctx.find(KernelWidget, args.id, { expectedVersion });
    await interference.run?.();
    if (widget.stock < args.count) {
      throw kernelErrors.EMPTY({ stock: widget.stock }, ['count']);
    }
    widget.stock -= args.count;
    return { widget };
  },
  widgetSwap: async (args: { first: string; second: string }, ctx) => {
    const first = await ctx.find(KernelWidget, args.first, { lock: true });
    await interference.run?.();
    const second = await ctx.find(KernelWidget, args.second, { lock: true });
    [first.stock, second.stock] = [second.stock, first.stock];
    return { widget: { id: first.id } };
  },
  widgetBatch: async ({ tags }: { tags: string[] }, ctx) => {
    const widgets: KernelWidget[] = [];
    for (const tag of tags) {
      await ctx
        .savepoint(async () => create(ctx, { tag }))
        .then(
          (widget) => widgets.push(widget),
          () => undefined,
        );
    }
    return { widgets, failed: tags.length - widgets.length };
  },
  widgetBreak: (_args, ctx) => ctx.sql('select secret_thing from kernel.no_such_table'),
  widgetToken: (_args, ctx) => ({ widget: create(ctx, { tag: 'keyed' }), token: 'once-only' }),
  widgetPost: (_args, ctx) => ({ widget: create(ctx, { tag: 'posted' }) }),
  loginTry: async (_args, ctx) => {
    const rows = await ctx.sql<{ n: string }>('select count(*) as n from kernel.widget');
    return { token: rows[0]?.n };
  },
  widgetShare: async (args: Record<string, unknown>, ctx) => {
    const [answer] = await widgetShare.run([{ ctx, args }]);
    if (answer instanceof Error) throw answer;
    return answer;
  },
  widgetOutside: (_args, ctx) => ({ token: String(ctx.em) }),
};

/** A schema of hand-made mutations, wrapped as the composition wraps them. */
export function kernelSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const resolver = RESOLVERS[name];
    const resolve: GraphQLFieldResolver<unknown, Ctx> = (_root, args, ctx) =>
      resolver?.(args as never, ctx);
    field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    if (name === 'widgetOutside') field.extensions = { transaction: false };
    if (name === 'widgetPost') field.extensions = { requireKey: true };
    if (name === 'widgetShare') field.extensions = { coalesce: widgetShare };
  }
  return wrapMutations(schema);
}
