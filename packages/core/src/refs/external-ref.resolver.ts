import type { Ctx } from '../context/ctx.js';
import { kernelOf } from '../fields/kernel.js';
import { parseId } from '../model/ids.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import type { RecordType } from '../model/record-type.js';
import { Refusal } from '../write/errors.js';
import {
  ExternalRefRemoveInput,
  ExternalRefRemovePayload,
  ExternalRefSetInput,
  ExternalRefSetPayload,
} from './external-ref.types.js';
import { externalRefsService } from './external-refs.js';

/** Ids of records in other systems. */
@Resolver()
export class ExternalRefResolver {
  @Mutation(() => ExternalRefSetPayload, {
    description: 'Says which id a record has in another system; an earlier one is replaced.',
  })
  async externalRefSet(@Context() ctx: Ctx, @Arg('input') input: ExternalRefSetInput) {
    const { record, id } = await visible(ctx, input.recordId);
    await externalRefsService.set(ctx, { type: record.name, id }, input);
    return { record: { __typename: record.name, id } };
  }

  @Mutation(() => ExternalRefRemovePayload, {
    description: 'Forgets the id of a record in another system; none there is no fault.',
  })
  async externalRefRemove(@Context() ctx: Ctx, @Arg('input') input: ExternalRefRemoveInput) {
    const { record, id } = await visible(ctx, input.recordId);
    await externalRefsService.remove(ctx, { type: record.name, id }, input.system);
    return { record: { __typename: record.name, id } };
  }
}

/** The record behind a global id within this caller's rows. @throws Refusal NOT_FOUND */
async function visible(ctx: Ctx, id: string): Promise<{ record: RecordType; id: string }> {
  const parsed = parseId(id);
  const { records } = kernelOf(ctx).runtime.composition;
  for (const record of parsed ? records.values() : []) {
    if (!parsed || record.prefix !== parsed.prefix) continue;
    const [uuid] = await ctx.ids(record.exposed, { id: { eq: parsed.uuid } }, 1);
    if (uuid !== undefined) return { record, id: uuid };
  }
  const path = ['input', 'recordId'];
  throw new Refusal('NOT_FOUND', 'There is no such record.', { argumentPath: path });
}
