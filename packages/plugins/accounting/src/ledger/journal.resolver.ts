import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { errors } from '../errors.js';
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
    const { kind, numbering } = input;
    const name = needed('name', input.name);
    const journal = ctx.em.create(Journal, {
      code,
      name,
      kind,
      ...given({ numbering: numbering ?? undefined }),
    });
    return { journal };
  }

  @Mutation(() => JournalUpdatePayload, { description: 'Changes a journal; its code stays.' })
  async journalUpdate(@Context() ctx: Ctx, @Arg('input') input: JournalUpdateInput) {
    const { id, expectedVersion, isActive, numbering } = input;
    const journal = await ctx.find(Journal, id, { expectedVersion, path: ['input', 'id'] });
    const name = neededIfGiven('name', input.name);
    if (numbering && numbering !== journal.numbering && (await hasEntries(ctx, journal))) {
      throw errors.JOURNAL_IN_USE({ code: journal.code }, ['input', 'numbering']);
    }
    ctx.em.assign(
      journal,
      given({ name, isActive: isActive ?? undefined, numbering: numbering ?? undefined }),
    );
    return { journal };
  }
}

async function hasEntries(ctx: Ctx, { id }: Journal): Promise<boolean> {
  const found = await ctx.sql('select 1 from accounting.entry where journal_id = $1 limit 1', [id]);
  return found.length > 0;
}
