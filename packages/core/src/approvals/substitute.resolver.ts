import type { Ctx } from '../context/ctx.js';
import { Arg, Context, Mutation, Resolver } from '../model/graphql.js';
import { decodeId } from '../model/ids.js';
import { demandOn } from '../schema/granting.js';
import { UserType } from '../schema/people.types.js';
import { User } from '../schema/user.entity.js';
import { Refusal } from '../write/errors.js';
import { approvalErrors } from './errors.js';
import { Substitute } from './substitute.entity.js';
import {
  SubstituteCreateInput,
  SubstituteCreatePayload,
  SubstituteEndInput,
  SubstituteEndPayload,
} from './substitute.types.js';

/** Who decides for those who are away. */
@Resolver()
export class SubstituteResolver {
  @Mutation(() => SubstituteCreatePayload, {
    description:
      'Names a substitute: for oneself, or with core.substitute.write for anybody. It gives ' +
      'votes on approvals and nothing else.',
  })
  async substituteCreate(@Context() ctx: Ctx, @Arg('input') input: SubstituteCreateInput) {
    const user = input.userId
      ? await ctx.find(User, input.userId, { path: ['input', 'userId'] })
      : await ctx.em.findOneOrFail(User, ctx.principal.userId ?? '');
    demandOn(ctx, 'core.substitute.write', user.id);
    const substitute = await substituteOf(ctx, input.substituteId);
    if (user.id === substitute.id) {
      throw approvalErrors.SUBSTITUTE_SELF({}, ['input', 'substituteId']);
    }
    const { validFrom, validTo = null } = input;
    if (validTo !== null && validTo <= validFrom) {
      throw approvalErrors.APPROVAL_TIMES_INVALID({}, ['input', 'validTo']);
    }
    const reason = input.reason?.trim() || null;
    return {
      substitute: ctx.em.create(Substitute, { user, substitute, validFrom, validTo, reason }),
    };
  }

  @Mutation(() => SubstituteEndPayload, { description: 'Ends a substitution, by default today.' })
  async substituteEnd(@Context() ctx: Ctx, @Arg('input') input: SubstituteEndInput) {
    const { expectedVersion } = input;
    const substitute = await ctx.find(Substitute, input.id, {
      expectedVersion,
      path: ['input', 'id'],
      lock: true,
    });
    demandOn(ctx, 'core.substitute.write', substitute.user.id);
    substitute.endOn(input.validTo ?? ctx.today);
    return { substitute };
  }
}

/** Anybody active here; whoever names one need not be allowed to read users. */
async function substituteOf(ctx: Ctx, id: string): Promise<User> {
  const uuid = decodeId(UserType.options.prefix, id);
  const user = uuid && (await ctx.em.findOne(User, { id: uuid, isActive: true }));
  if (user) return user;
  const argumentPath = ['input', 'substituteId'];
  throw new Refusal('NOT_FOUND', 'There is no such record.', { argumentPath });
}
