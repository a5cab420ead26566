import { Context, type Ctx, Query, Resolver } from '@bureau/core';
import { AccountingSettingsType } from './chart.types.js';

/** How the books are kept. */
@Resolver()
export class SettingsResolver {
  @Query(() => AccountingSettingsType.object, {
    nullable: true,
    description: 'How the books are kept; null: they are not set up yet.',
  })
  async accountingSettings(@Context() ctx: Ctx): Promise<{ id: string } | null> {
    const [row] = await ctx.sql<{ id: string }>('select id from accounting.settings');
    return row ?? null;
  }
}
