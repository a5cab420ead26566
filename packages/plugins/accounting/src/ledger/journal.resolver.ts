import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { codeOf, given, needed, neededIfGiven } from '../input-values.js';
import { Journal } from './journal.entity.js';
import {
  JournalCreateInput,
  JournalCreatePayload,
  JournalUpdateInput,
  JournalUpdatePayload,
} from './journal.inputs.js';

/** The books of entries. */
@Resolver()
export class JournalResolver {
  @Mutation(() => JournalCreatePayload, { description: 'Adds a journal.' })
  journalCreate(@Context() ctx: Ctx, @Arg('input') input: JournalCreateInput) {
    const code = codeOf(input.code.toUpperCase(), /^[A-Z0-9]+$/);
    const { kind } = input;
    return { journal: ctx.em.create(Journal, { code, name: needed('name', input.name), kind }) };
  }

  @Mutation(() => JournalUpdatePayload, { description: 'Changes a journal; its code stays.' })
  async journalUpdate(@Context() ctx: Ctx, @Arg('input') input: JournalUpdateInput) {
    const { id, expectedVersion, isActive } = input;
    const journal = await ctx.find(Journal, id, { expectedVersion, path: ['input', 'id'] });
    const name = neededIfGiven('name', input.name);
    ctx.em.assign(journal, given({ name, isActive: isActive ?? undefined }));
    return { journal };
  }
}
