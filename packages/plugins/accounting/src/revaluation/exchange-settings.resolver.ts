import {
  Arg,
  Context,
  type Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  payloadOf,
  Query,
  Resolver,
  VersionConflict,
} from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { exchangeAccountsOf } from './exchange-accounts.js';
import { ExchangeSettings, ExchangeSettingsType } from './exchange-settings.entity.js';

@InputType({ description: 'Accounts for exchange; what is left out stays, at first as the chart.' })
export class ExchangeSettingsSaveInput {
  @Field(() => ID, { nullable: true, description: 'Stands between two currencies.' })
  clearingAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Gains at the end of a period.' })
  unrealizedGainAccountId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Losses at the end of a period.' })
  unrealizedLossAccountId?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

const ExchangeSettingsSavePayload = payloadOf('ExchangeSettingsSavePayload', {
  exchangeSettings: ExchangeSettingsType,
});

/** Accounts for exchange. */
@Resolver()
export class ExchangeSettingsResolver {
  @Query(() => ExchangeSettingsType.object, {
    nullable: true,
    description: 'Accounts for exchange between currencies; null: those of the chart.',
  })
  async exchangeSettings(@Context() ctx: Ctx): Promise<{ id: string } | null> {
    const [row] = await ctx.sql<{ id: string }>('select id from accounting.exchange_settings');
    return row ?? null;
  }

  @Mutation(() => ExchangeSettingsSavePayload, {
    description: 'Chooses the accounts for exchange between currencies.',
  })
  async exchangeSettingsSave(@Context() ctx: Ctx, @Arg('input') input: ExchangeSettingsSaveInput) {
    const [known] = await ctx.em.findAll(ExchangeSettings, { limit: 1 });
    const { expectedVersion } = input;
    if (known && expectedVersion != null && expectedVersion !== known.version) {
      const { id, version } = known;
      throw new VersionConflict({ typeName: 'ExchangeSettings', id, version });
    }
    const chart = known ? {} : await exchangeAccountsOf(ctx);
    const exchangeSettings = known ?? ctx.em.create(ExchangeSettings, {});
    for (const name of ['clearing', 'unrealizedGain', 'unrealizedLoss'] as const) {
      const path = ['input', `${name}AccountId`];
      const given = input[`${name}AccountId`];
      const ofChart = chart[name];
      if (given != null) {
        exchangeSettings[`${name}Account`] = await ctx.find(LedgerAccount, given, { path });
      } else if (ofChart !== undefined) {
        exchangeSettings[`${name}Account`] = ctx.em.getReference(LedgerAccount, ofChart);
      }
    }
    return { exchangeSettings };
  }
}
