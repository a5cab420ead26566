import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  decodeId,
  encodeId,
  exact,
  Extensions,
  ID,
  Mutation,
  PartyType,
  Query,
  Resolver,
} from '@bureau/core';
import { LedgerAccount } from '../chart/ledger-account.entity.js';
import { needed } from '../input-values.js';
import { DunningPolicy, DunningRun, DunningStep } from './dunning.entity.js';
import { interestOf } from './dunning-charge.js';
import { shownIn } from '../chart/base-currency.js';
import { dueNotices } from './dunning-due.js';
import { writeNotices } from './dunning-notices.js';
import {
  DunningCandidate,
  DunningPolicyCreateInput,
  DunningPolicyCreatePayload,
  DunningPolicyType,
  DunningPolicyUsePayload,
  DunningRunCreateInput,
  DunningRunCreatePayload,
} from './dunning.types.js';
import { tradeErrors } from './errors.js';
import { InUseInput } from './trade-setup.inputs.js';
import { OpenItemType } from './trade.types.js';

const MOST_STEPS = 10;
const ON = { nullable: true, description: 'The day; default today.' };

/** Reminders of what is overdue. */
@Resolver()
export class DunningResolver {
  @Query(() => [DunningCandidate], { description: 'The notices that a run would write.' })
  async dunningPreview(
    @Context() ctx: Ctx,
    @Arg('policyId', () => ID, { description: 'How it is reminded.' }) policyId: string,
    @Arg('runOn', () => DateScalar, ON) runOn?: string | null,
  ): Promise<DunningCandidate[]> {
    const policy = decodeId(DunningPolicyType.options.prefix, policyId);
    if (policy === undefined) return [];
    const steps = await ctx.sql<Step>(STEPS, [policy]);
    const on = runOn ?? ctx.today;
    const due = await dueNotices(ctx, { steps: steps.map(stepOf), on });
    const yearlyPercent = steps[0]?.yearlyPercent;
    return due.map(({ itemId, partyId, open, step, level, lastOn, ...notice }) => {
      const shown = shownIn(notice.currency);
      return {
        ...notice,
        interest: shown(interestOf({ ...notice, open, lastOn }, { yearlyPercent, on })),
        openItemId: encodeId(OpenItemType.options.prefix, itemId),
        partyId: encodeId(PartyType.options.prefix, partyId),
        openAmount: shown(open),
        level,
        fee: shown(step.fee),
      };
    });
  }

  @Mutation(() => DunningPolicyCreatePayload, { description: 'Adds a way of reminding.' })
  async dunningPolicyCreate(@Context() ctx: Ctx, @Arg('input') input: DunningPolicyCreateInput) {
    const { steps } = input;
    const isRising = steps.every(
      ({ afterDays }, at) => afterDays > (steps[at - 1]?.afterDays ?? 0),
    );
    const isSound = steps.every(({ fee }) => !exact(fee ?? 0).isNegative());
    if (steps.length === 0 || steps.length > MOST_STEPS || !isRising || !isSound) {
      throw tradeErrors.DUNNING_STEPS({ limit: MOST_STEPS }, ['input', 'steps']);
    }
    const name = needed('name', input.name);
    const { chargeAccountId, yearlyPercent, isMailed } = input;
    const path = ['input', 'chargeAccountId'];
    const dunningPolicy = ctx.em.create(DunningPolicy, {
      name,
      chargeAccount:
        chargeAccountId == null ? null : await ctx.find(LedgerAccount, chargeAccountId, { path }),
      yearlyPercent: yearlyPercent ?? null,
      isMailed: isMailed ?? false,
    });
    steps.forEach(({ afterDays, gapDays, fee, text }, at) => {
      ctx.em.create(DunningStep, {
        policy: dunningPolicy,
        number: at + 1,
        afterDays,
        gapDays: gapDays ?? 0,
        fee: fee ?? '0',
        text: needed('text', text),
      });
    });
    return { dunningPolicy };
  }

  @Mutation(() => DunningPolicyUsePayload, {
    description: 'Takes a way of reminding out of use, or back into it.',
  })
  async dunningPolicyUse(@Context() ctx: Ctx, @Arg('input') input: InUseInput) {
    const { id, expectedVersion, isActive } = input;
    const path = ['input', 'id'];
    const dunningPolicy = await ctx.find(DunningPolicy, id, { expectedVersion, path });
    dunningPolicy.isActive = isActive;
    return { dunningPolicy };
  }

  @Extensions({ requireKey: true })
  @Mutation(() => DunningRunCreatePayload, {
    description: 'Writes the notices that are due on a day: for an item each level once.',
  })
  async dunningRunCreate(@Context() ctx: Ctx, @Arg('input') input: DunningRunCreateInput) {
    const path = ['input', 'policyId'];
    // One run at a time: the second one sees the levels of the first.
    const policy = await ctx.find(DunningPolicy, input.policyId, { path, lock: true });
    if (!policy.isActive) throw tradeErrors.DUNNING_INACTIVE({ name: policy.name }, path);
    const runOn = input.runOn ?? ctx.today;
    const orderBy = { number: 'asc' } as const;
    const steps = await ctx.em.find(DunningStep, { policy }, { orderBy });
    const due = await dueNotices(ctx, { steps: steps.map(plainStep), on: runOn });
    const dunningRun = ctx.em.create(DunningRun, { policy, runOn, noticeCount: due.length });
    await writeNotices(ctx, due, { dunningRun, policy });
    return { dunningRun };
  }
}

const STEPS = `
  select l.after_days as "afterDays", l.gap_days as "gapDays", l.fee::text, l.text,
      p.yearly_percent::text as "yearlyPercent"
    from accounting.dunning_level l
    join accounting.dunning_policy p on p.id = l.policy_id
   where l.policy_id = $1 order by l.number`;

type Step = Record<'afterDays' | 'gapDays' | 'fee' | 'text', string> & {
  yearlyPercent: string | null;
};

function stepOf({ afterDays, gapDays, fee, text }: Step) {
  return { afterDays: Number(afterDays), gapDays: Number(gapDays), fee, text };
}

function plainStep({ afterDays, gapDays, fee, text }: DunningStep) {
  return { afterDays, gapDays, fee: fee ?? '0', text };
}
