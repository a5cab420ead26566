import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  ID,
  Int,
  Mutation,
  Party,
  Query,
  Refusal,
  Resolver,
} from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { given, needed, neededIfGiven, optional } from '../input-values.js';
import { BankAccount } from './bank-account.entity.js';
import { BankRule } from './bank-rule.entity.js';
import {
  BankRuleCreateInput,
  BankRuleCreatePayload,
  BankRuleDeleteInput,
  BankRuleDeletePayload,
  BankRuleUpdateInput,
  BankRuleUpdatePayload,
} from './bank-rule.inputs.js';
import { BankLineType } from './bank.types.js';
import { confirmSuggestions } from './confirm.js';
import { bankErrors } from './errors.js';
import { lineFacts } from './line-facts.js';
import { suggestionsFor } from './suggestions.js';
import {
  BankSuggestion,
  BankSuggestionsConfirmInput,
  BankSuggestionsConfirmPayload,
} from './suggestion.types.js';

const MOST_LINES = 200;
const MOST_SUGGESTIONS = 20;

/** What lines of the bank may be. */
@Resolver()
export class SuggestionResolver {
  @Query(() => [BankSuggestion], {
    description: 'What a line of the bank may be in the books, the surest first, with reasons.',
  })
  async matchSuggestions(
    @Context() ctx: Ctx,
    @Arg('bankLineId', () => ID, { description: 'The line.' }) bankLineId: string,
    @Arg('first', () => Int, { nullable: true, description: 'At most so many; default 10.' })
    first?: number | null,
  ): Promise<BankSuggestion[]> {
    const [id] = await ctx.ids(BankLineType, { id: { eq: bankLineId } }, 1);
    const line = id === undefined ? undefined : await lineFacts(ctx, id);
    if (!line) throw new Refusal('NOT_FOUND', 'There is no such line.');
    const most = Math.min(Math.max(first ?? 10, 1), MOST_SUGGESTIONS);
    return suggestionsFor(ctx, line, most);
  }

  @Extensions({ requireKey: true, keepKey: true, cost: 100 })
  @Mutation(() => BankSuggestionsConfirmPayload, {
    description: 'Matches the open lines of a bank account as far as it is sure, or confirmed.',
  })
  async bankSuggestionsConfirm(
    @Context() ctx: Ctx,
    @Arg('input') input: BankSuggestionsConfirmInput,
  ) {
    const path = ['input', 'bankAccountId'];
    const bankAccount = await ctx.find(BankAccount, input.bankAccountId, { path });
    const limit = Math.min(Math.max(input.limit ?? MOST_LINES, 1), MOST_LINES);
    return confirmSuggestions(ctx, bankAccount, { steps: input.steps ?? undefined, limit });
  }

  @Mutation(() => BankRuleCreatePayload, { description: 'Adds a rule for lines of banks.' })
  async bankRuleCreate(@Context() ctx: Ctx, @Arg('input') input: BankRuleCreateInput) {
    const { direction = null, leastAmount = null, mostAmount = null } = input;
    const position = input.position ?? (await ctx.em.count(BankRule)) + 1;
    const bankRule = ctx.em.create(BankRule, {
      ...{ position, direction, leastAmount, mostAmount },
      name: needed('name', input.name),
      account: await ctx.find(LedgerAccount, input.accountId, { path: ['input', 'accountId'] }),
      ...(await narrowed(ctx, input)),
      textContains: optional(input.textContains) ?? null,
      nameContains: optional(input.nameContains) ?? null,
      memo: optional(input.memo) ?? null,
      isAutomatic: input.isAutomatic ?? false,
    });
    demandNarrow(bankRule);
    return { bankRule };
  }

  @Mutation(() => BankRuleUpdatePayload, { description: 'Changes a rule for lines of banks.' })
  async bankRuleUpdate(@Context() ctx: Ctx, @Arg('input') input: BankRuleUpdateInput) {
    const { id, expectedVersion, accountId } = input;
    const bankRule = await ctx.find(BankRule, id, { expectedVersion, path: ['input', 'id'] });
    const account =
      accountId == null
        ? undefined
        : await ctx.find(LedgerAccount, accountId, { path: ['input', 'accountId'] });
    const values = {
      ...(await narrowed(ctx, input)),
      account,
      name: neededIfGiven('name', input.name),
      position: input.position ?? undefined,
      direction: input.direction,
      textContains: optional(input.textContains),
      nameContains: optional(input.nameContains),
      leastAmount: input.leastAmount,
      mostAmount: input.mostAmount,
      memo: optional(input.memo),
      isAutomatic: input.isAutomatic ?? undefined,
      isActive: input.isActive ?? undefined,
    };
    ctx.em.assign(bankRule, given(values));
    demandNarrow(bankRule);
    return { bankRule };
  }

  @Mutation(() => BankRuleDeletePayload, { description: 'Takes a rule away.' })
  async bankRuleDelete(@Context() ctx: Ctx, @Arg('input') input: BankRuleDeleteInput) {
    const { id, expectedVersion } = input;
    ctx.em.remove(await ctx.find(BankRule, id, { expectedVersion, path: ['input', 'id'] }));
    return { deletedId: id };
  }
}

/** The bank account and the party, where they are given; null takes them away. */
async function narrowed(
  ctx: Ctx,
  input: { bankAccountId?: string | null; partyId?: string | null },
) {
  const { bankAccountId, partyId } = input;
  const bankAccount =
    bankAccountId == null
      ? bankAccountId
      : await ctx.find(BankAccount, bankAccountId, { path: ['input', 'bankAccountId'] });
  const party =
    partyId == null ? partyId : await ctx.find(Party, partyId, { path: ['input', 'partyId'] });
  return { bankAccount, party };
}

/** @throws ACCOUNTING_BANK_RULE_WIDE, ACCOUNTING_BANK_RULE_AMOUNT */
function demandNarrow(rule: BankRule): void {
  const { textContains, nameContains, leastAmount, mostAmount } = rule;
  const narrow = [textContains, nameContains, leastAmount, mostAmount].some((one) => one != null);
  if (!narrow) throw bankErrors.BANK_RULE_WIDE({}, ['input']);
  const [least, most] = [Number(leastAmount ?? 0), Number(mostAmount ?? leastAmount ?? 0)];
  if (least < 0 || most < least) throw bankErrors.BANK_RULE_AMOUNT({}, ['input', 'mostAmount']);
}
