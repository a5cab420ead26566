import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  encodeId,
  type Exposed,
  Extensions,
  Mutation,
  Query,
  Resolver,
} from '@bureau/core';
import { type Shown, shownInBase } from '../chart/base-currency.js';
import { entryOf } from '../ledger/entry-input.js';
import { accrue } from './accrue.js';
import { type DuePosting, duePostings, MOST_POSTINGS } from './due-posting.js';
import { runPlans } from './run-plans.js';
import {
  AccrualPostInput,
  AccrualPostPayload,
  PlanPosting,
  PlanRunInput,
  PlanRunPayload,
} from './schedule.inputs.js';
import { PlanKind } from './schedule-kinds.js';
import { DeferralLineType, LoanPaymentType, RecurringTemplateType } from './schedule.types.js';

const KEYED = { requireKey: true, keepKey: true, cost: 100 };
const KINDS: PlanKind[] = ['DEFERRAL', 'RECURRING', 'LOAN'];
const TYPES: Readonly<Record<PlanKind, Exposed>> = {
  DEFERRAL: DeferralLineType,
  RECURRING: RecurringTemplateType,
  LOAN: LoanPaymentType,
};

/** What the schedules have for the days, and posting it. */
@Resolver()
export class PlanResolver {
  @Extensions({ cost: 50, items: MOST_POSTINGS })
  @Query(() => [PlanPosting], { description: 'What a run would post, as it would post it.' })
  async planPreview(
    @Context() ctx: Ctx,
    @Arg('until', () => DateScalar, { description: 'Last day.' }) until: string,
    @Arg('kinds', () => [PlanKind], {
      nullable: true,
      description: 'Which schedules; default: all.',
    })
    kinds?: PlanKind[] | null,
  ): Promise<PlanPosting[]> {
    const due = await duePostings(ctx, { kinds: kinds ?? KINDS, until });
    const shown = await shownInBase(ctx);
    return due.map((one) => postingOf(one, { entry: null, shown }));
  }

  @Extensions(KEYED)
  @Mutation(() => PlanRunPayload, {
    description: `Posts what is due, each on its own day, at most ${MOST_POSTINGS} at once.`,
  })
  async planRun(@Context() ctx: Ctx, @Arg('input') { until, kinds }: PlanRunInput) {
    const { postings, isComplete } = await runPlans(ctx, { kinds: kinds ?? KINDS, until });
    const shown = await shownInBase(ctx);
    const answers = postings.map((one) => postingOf(one, { entry: one.posted, shown }));
    return { postings: answers, isComplete };
  }

  @Extensions({ requireKey: true, keepKey: true })
  @Mutation(() => AccrualPostPayload, {
    description: 'Posts an entry that is taken back on the first day of the next period.',
  })
  accrualPost(@Context() ctx: Ctx, @Arg('input') input: AccrualPostInput) {
    return accrue(ctx, entryOf(input, ['input']), input.reversedOn ?? undefined);
  }
}

function postingOf(
  { kind, on, name, amount, id }: DuePosting,
  { entry, shown }: { entry: { id: string } | null; shown: Shown },
): PlanPosting {
  const sourceId = encodeId(TYPES[kind].options.prefix, id);
  return { kind, sourceId, on, name, amount: shown(amount), journalEntry: entry };
}
