import {
  Arg,
  Context,
  type Ctx,
  Extensions,
  Mutation,
  Query,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { grievanceErrors } from './errors.js';
import { fileGrievance, hashOf, newCode, written } from './file-grievance.js';
import { Grievance } from './grievance.entity.js';
import {
  GrievanceFileAnonymouslyPayload,
  GrievanceFileInput,
  GrievanceFilePayload,
  GrievanceInput,
  GrievanceReplyByCodePayload,
  GrievanceReplyInput,
  GrievanceStanding,
  GrievanceWithdrawPayload,
} from './grievance-inputs.js';
import { GrievanceMessage } from './grievance-people.entity.js';
import { tellHandlers } from './notices.js';
import { standingOf } from './standing.js';

/** Filing, under one's name or without one. */
@Resolver()
export class FilingResolver {
  @Mutation(() => GrievanceFilePayload, {
    description:
      'Files a grievance under the own name. It goes to those who are asked to look into ' +
      'grievances, but never to those who are meant, their superiors and their reports.',
  })
  async grievanceFile(@Context() ctx: Ctx, @Arg('input') input: GrievanceFileInput) {
    const { personId } = ctx.principal;
    const filedBy = personId && (await ctx.em.findOne(Employee, { person: personId }));
    if (!filedBy) throw grievanceErrors.GRIEVANCE_NO_EMPLOYEE({}, ['input']);
    return { grievance: await fileGrievance(ctx, input, { filedBy }) };
  }

  @Mutation(() => GrievanceWithdrawPayload, { description: 'Takes the own grievance back.' })
  async grievanceWithdraw(@Context() ctx: Ctx, @Arg('input') input: GrievanceInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const grievance = await ctx.find(Grievance, String(id), { expectedVersion, path, lock: true });
    const by = grievance.filedBy && (await ctx.em.findOne(Employee, { id: grievance.filedBy.id }));
    if (!by || by.person.id !== ctx.principal.personId) grievance.demand();
    grievance.end('WITHDRAWN', ctx.today);
    await tellHandlers(ctx, grievance, { key: 'withdrawn', day: ctx.today });
    return { grievance };
  }

  @Mutation(() => GrievanceFileAnonymouslyPayload, {
    description:
      'Files a grievance without a name, for a page that anybody may open. What is answered is a ' +
      'code to come back with; whoever loses it loses the way back.',
  })
  async grievanceFileAnonymously(@Context() ctx: Ctx, @Arg('input') input: GrievanceFileInput) {
    const code = newCode();
    await fileGrievance(ctx, input, { code });
    return { code };
  }

  @Mutation(() => GrievanceReplyByCodePayload, {
    description: 'Writes to those who look into a grievance, with the code that was given.',
  })
  async grievanceReplyByCode(@Context() ctx: Ctx, @Arg('input') input: GrievanceReplyInput) {
    const codeHash = hashOf(input.code);
    const grievance = await ctx.em.findOne(Grievance, { codeHash });
    if (!grievance) throw grievanceErrors.GRIEVANCE_CODE({}, ['input', 'code']);
    grievance.demand('FILED', 'IN_REVIEW', 'DECIDED');
    const words = written(input.words, ['input', 'words']);
    const { id } = ctx.em.create(GrievanceMessage, {
      ...{ id: uuidv7(), grievance, author: 'REPORTER', words },
    });
    await tellHandlers(ctx, grievance, { key: id, day: ctx.today });
    return { isTaken: true };
  }

  @Extensions({ cost: 5 })
  @Query(() => GrievanceStanding, {
    nullable: true,
    description: 'How far a grievance is, with the code that was given; null for any other one.',
  })
  grievanceByCode(
    @Context() ctx: Ctx,
    @Arg('code', () => String, { description: 'The code.' }) code: string,
  ): Promise<GrievanceStanding | null> {
    return standingOf(ctx, code);
  }
}
