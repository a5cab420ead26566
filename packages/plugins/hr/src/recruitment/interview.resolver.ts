import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Employee, filled } from '../employee.entity.js';
import { Application, Interview } from './application.entity.js';
import {
  InterviewCancelPayload,
  InterviewConcludeInput,
  InterviewConcludePayload,
  InterviewInput,
  InterviewPlanInput,
  InterviewPlanPayload,
} from './application.types.js';

/** Talks with applicants. */
@Resolver()
export class InterviewResolver {
  @Mutation(() => InterviewPlanPayload, { description: 'Plans a talk with an applicant.' })
  async interviewPlan(@Context() ctx: Ctx, @Arg('input') input: InterviewPlanInput) {
    const { applicationId, interviewerId, startsAt } = input;
    const application = await ctx.find(Application, applicationId, {
      path: ['input', 'applicationId'],
      lock: true,
    });
    application.demandOpen();
    const path = ['input', 'interviewerId'];
    const interview = ctx.em.create(Interview, {
      application,
      interviewer: await ctx.find(Employee, interviewerId, { path }),
      topic: filled(input.topic, ['input', 'topic']),
      startsAt: new Date(startsAt),
    });
    return { interview };
  }

  @Mutation(() => InterviewConcludePayload, {
    description: 'Says how a talk went. The mean of an application: interviews.aggregate.',
  })
  async interviewConclude(@Context() ctx: Ctx, @Arg('input') input: InterviewConcludeInput) {
    const interview = await found(ctx, input);
    interview.conclude(input.score, input.note?.trim() || null);
    return { interview };
  }

  @Mutation(() => InterviewCancelPayload, { description: 'A talk that does not take place.' })
  async interviewCancel(@Context() ctx: Ctx, @Arg('input') input: InterviewInput) {
    const interview = await found(ctx, input);
    interview.cancel();
    return { interview };
  }
}

function found(ctx: Ctx, { id, expectedVersion }: InterviewInput): Promise<Interview> {
  return ctx.find(Interview, String(id), { expectedVersion, path: ['input', 'id'] });
}
