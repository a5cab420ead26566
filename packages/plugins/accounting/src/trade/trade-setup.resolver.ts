import {
  Arg,
  Context,
  type Ctx,
  exact,
  Mutation,
  Query,
  Resolver,
  sumAmounts,
  VersionConflict,
} from '@bureau/core';
import { settingsOf } from '../chart/settings.resolver.js';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { codeOf, needed, optional } from '../input-values.js';
import { tradeErrors } from './errors.js';
import { PaymentTerm, PaymentTermPart } from './payment-term.entity.js';
import { createTaxCode } from './new-tax-code.js';
import { TaxCode } from './tax-code.entity.js';
import type { TradeSide } from './trade-kinds.js';
import { TradeSettings } from './trade-settings.entity.js';
import {
  InUseInput,
  PaymentTermCreateInput,
  PaymentTermCreatePayload,
  PaymentTermUsePayload,
  TaxCodeCreateInput,
  TaxCodeCreatePayload,
  TaxCodeUsePayload,
  TradeSettingsSaveInput,
  TradeSettingsSavePayload,
} from './trade-setup.inputs.js';
import { TradeSettingsType } from './trade.types.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.%-]*$/;
const MOST_PARTS = 60;

/** Accounts, terms and taxes of trade. */
@Resolver()
export class TradeSetupResolver {
  @Query(() => TradeSettingsType.object, {
    nullable: true,
    description: 'Where documents of trade post to; null: not chosen yet.',
  })
  async tradeSettings(@Context() ctx: Ctx): Promise<{ id: string } | null> {
    const [row] = await ctx.sql<{ id: string }>('select id from accounting.trade_settings');
    return row ?? null;
  }

  @Mutation(() => TradeSettingsSavePayload, {
    description: 'Chooses where documents of trade post to; at first from the chart.',
  })
  async tradeSettingsSave(@Context() ctx: Ctx, @Arg('input') input: TradeSettingsSaveInput) {
    const [known] = await ctx.em.findAll(TradeSettings, { limit: 1 });
    const { expectedVersion, taxRounding, billsNeedApproval } = input;
    if (known && expectedVersion != null && expectedVersion !== known.version) {
      const { id, version } = known;
      throw new VersionConflict({ typeName: 'TradeSettings', id, version });
    }
    const accounts = await accountsOf(ctx, input, known);
    const tradeSettings = known ?? ctx.em.create(TradeSettings, accounts);
    ctx.em.assign(tradeSettings, accounts);
    if (taxRounding != null) tradeSettings.taxRounding = taxRounding;
    if (billsNeedApproval != null) tradeSettings.billsNeedApproval = billsNeedApproval;
    if (input.sender !== undefined) tradeSettings.sender = optional(input.sender) ?? null;
    if (input.footer !== undefined) tradeSettings.footer = optional(input.footer) ?? null;
    return { tradeSettings };
  }

  @Mutation(() => PaymentTermCreatePayload, { description: 'Adds a payment term.' })
  async paymentTermCreate(@Context() ctx: Ctx, @Arg('input') input: PaymentTermCreateInput) {
    const { parts, discountPercent, discountDays } = input;
    const path = ['input', 'parts'];
    if (parts.length === 0 || parts.length > MOST_PARTS) {
      throw tradeErrors.TERM_PARTS({ limit: MOST_PARTS }, path);
    }
    const sum = sumAmounts(parts.map(({ percent }) => percent));
    if (!exact(sum).equals(100)) throw tradeErrors.TERM_PERCENT({ sum }, path);
    const paymentTerm = ctx.em.create(PaymentTerm, {
      code: codeOf(input.code, CODE),
      name: needed('name', input.name),
      discountPercent: discountPercent ?? null,
      discountDays: discountPercent == null ? null : (discountDays ?? 0),
    });
    parts.forEach((part, at) => {
      ctx.em.create(PaymentTermPart, {
        term: paymentTerm,
        number: at + 1,
        percent: part.percent,
        months: part.months ?? 0,
        days: part.days ?? 0,
        isMonthEnd: part.isMonthEnd ?? false,
        daysAfter: part.daysAfter ?? 0,
        dayOfMonth: part.dayOfMonth ?? null,
      });
    });
    return { paymentTerm };
  }

  @Mutation(() => PaymentTermUsePayload, {
    description: 'Takes a payment term out of use for new documents, or back into it.',
  })
  async paymentTermUse(@Context() ctx: Ctx, @Arg('input') input: InUseInput) {
    const { id, expectedVersion, isActive } = input;
    const path = ['input', 'id'];
    const paymentTerm = await ctx.find(PaymentTerm, id, { expectedVersion, path });
    paymentTerm.isActive = isActive;
    return { paymentTerm };
  }

  @Mutation(() => TaxCodeCreatePayload, {
    description: 'Adds taxes that lines may bear. A new rate is a new code.',
  })
  async taxCodeCreate(@Context() ctx: Ctx, @Arg('input') input: TaxCodeCreateInput) {
    return { taxCode: await createTaxCode(ctx, { ...input, code: codeOf(input.code, CODE) }) };
  }

  @Mutation(() => TaxCodeUsePayload, {
    description: 'Takes a tax code out of use for new lines, or back into it.',
  })
  async taxCodeUse(@Context() ctx: Ctx, @Arg('input') input: InUseInput) {
    const { id, expectedVersion, isActive } = input;
    const taxCode = await ctx.find(TaxCode, id, { expectedVersion, path: ['input', 'id'] });
    taxCode.isActive = isActive;
    return { taxCode };
  }
}

/** The accounts by their name in the settings: their code in each built-in chart. */
const CHART_ACCOUNTS = {
  receivableAccount: { STANDARD: '1200', SMALL: '120' },
  payableAccount: { STANDARD: '2000', SMALL: '200' },
  employeePayableAccount: { STANDARD: '2010', SMALL: '200' },
  discountGrantedAccount: { STANDARD: '4090', SMALL: '400' },
  discountReceivedAccount: { STANDARD: '5900', SMALL: '500' },
  writeOffAccount: { STANDARD: '6240', SMALL: '630' },
  bankFeeAccount: { STANDARD: '6250', SMALL: '650' },
  exchangeGainAccount: { STANDARD: '4810', SMALL: '410' },
  exchangeLossAccount: { STANDARD: '7010', SMALL: '650' },
} as const;

type AccountName = keyof typeof CHART_ACCOUNTS;

/** Those that open items are parts of, with the side that they must be of. */
const CONTROLS: Partial<Record<AccountName, TradeSide>> = {
  receivableAccount: 'RECEIVABLE',
  payableAccount: 'PAYABLE',
  employeePayableAccount: 'PAYABLE',
};

/** @throws ACCOUNTING_TRADE_ACCOUNT, ACCOUNTING_TRADE_CONTROL */
async function accountsOf(
  ctx: Ctx,
  input: TradeSettingsSaveInput,
  known: TradeSettings | undefined,
): Promise<Record<AccountName, LedgerAccount>> {
  const { chart } = await settingsOf(ctx);
  const found: Partial<Record<AccountName, LedgerAccount>> = {};
  for (const name of Object.keys(CHART_ACCOUNTS) as AccountName[]) {
    const id = input[`${name}Id`];
    const path = ['input', `${name}Id`];
    const code: Record<string, string> = CHART_ACCOUNTS[name];
    const chosen = id != null ? await ctx.find(LedgerAccount, id, { path }) : known?.[name];
    const usual = await ctx.em.findOne(LedgerAccount, { code: code[chart] ?? '' });
    const account = chosen ?? usual;
    if (!account) throw tradeErrors.TRADE_ACCOUNT({ name }, path);
    const side = CONTROLS[name];
    if (side !== undefined && account.control !== side) {
      throw tradeErrors.TRADE_CONTROL({ account: account.code, side }, path);
    }
    found[name] = account;
  }
  return found as Record<AccountName, LedgerAccount>;
}
