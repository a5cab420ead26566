import { Arg, Context, type Ctx, Mutation, Resolver, uuidv7 } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { grievanceErrors } from './errors.js';
import { handlersOf, written } from './file-grievance.js';
import { Grievance } from './grievance.entity.js';
import {
  GrievanceAccusedAddPayload,
  GrievanceAcknowledgePayload,
  GrievanceClosePayload,
  GrievanceDecideInput,
  GrievanceDecidePayload,
  GrievanceHandlerAddPayload,
  GrievanceHandlerInput,
  GrievanceHandlerRemovePayload,
  GrievanceInput,
  GrievanceMessageInput,
  GrievanceMessageSendPayload,
  GrievancePersonInput,
  GrievanceStepAddPayload,
  GrievanceStepCompleteInput,
  GrievanceStepCompletePayload,
  GrievanceStepInput,
} from './grievance-inputs.js';
import {
  GrievanceAccused,
  GrievanceHandler,
  GrievanceMessage,
  GrievanceStep,
} from './grievance-people.entity.js';
import { barredFrom, demandHandlers, employeesOf } from './line.js';
import { tellHandlers } from './notices.js';

/** What those who look into a grievance do. */
@Resolver()
export class HandlingResolver {
  @Mutation(() => GrievanceMessageSendPayload, {
    description: 'Writes to the other side, or, among those who look into it, a note.',
  })
  async grievanceMessageSend(@Context() ctx: Ctx, @Arg('input') input: GrievanceMessageInput) {
    const grievance = await found(ctx, input);
    grievance.demand('FILED', 'IN_REVIEW', 'DECIDED');
    const handler = await selfAmong(ctx, grievance);
    const words = written(input.words, ['input', 'words']);
    const grievanceMessage = ctx.em.create(GrievanceMessage, {
      ...{ id: uuidv7(), grievance, handler, words },
      author: handler ? 'HANDLER' : 'REPORTER',
      isInternal: handler !== null && input.isInternal === true,
    });
    if (!handler) await tellHandlers(ctx, grievance, { key: grievanceMessage.id, day: ctx.today });
    return { grievanceMessage };
  }

  @Mutation(() => GrievanceAcknowledgePayload, {
    description: 'Says that it came in and is looked into.',
  })
  async grievanceAcknowledge(@Context() ctx: Ctx, @Arg('input') input: GrievanceInput) {
    const grievance = await handled(ctx, input);
    grievance.acknowledge();
    return { grievance };
  }

  @Mutation(() => GrievanceDecidePayload, {
    description: 'Says what came of it, which whoever filed it reads.',
  })
  async grievanceDecide(@Context() ctx: Ctx, @Arg('input') input: GrievanceDecideInput) {
    const grievance = await handled(ctx, input);
    grievance.decide(input.outcome, written(input.words, ['input', 'words']));
    return { grievance };
  }

  @Mutation(() => GrievanceClosePayload, {
    description: 'Closes it. Its words are erased after keepDays.',
  })
  async grievanceClose(@Context() ctx: Ctx, @Arg('input') input: GrievanceInput) {
    const grievance = await handled(ctx, input);
    grievance.end('CLOSED', ctx.today);
    return { grievance };
  }

  @Mutation(() => GrievanceHandlerAddPayload, {
    description: 'Names somebody more who looks into it, and reads all of it.',
  })
  async grievanceHandlerAdd(@Context() ctx: Ctx, @Arg('input') input: GrievancePersonInput) {
    const grievance = await handled(ctx, input);
    const [employee] = await employeesOf(ctx, [input.employeeNumber]);
    const barred = await barredFrom(ctx, grievance);
    if (!employee || barred.has(employee.id)) {
      throw grievanceErrors.GRIEVANCE_HANDLER({}, ['input', 'employeeNumber']);
    }
    const before = await ctx.em.findOne(GrievanceHandler, { grievance, employee });
    if (before) before.isActive = true;
    return { grievanceHandler: before ?? ctx.em.create(GrievanceHandler, { grievance, employee }) };
  }

  @Mutation(() => GrievanceHandlerRemovePayload, {
    description: 'Takes somebody off it, who reads nothing of it from then on.',
  })
  async grievanceHandlerRemove(@Context() ctx: Ctx, @Arg('input') input: GrievanceHandlerInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const handler = await ctx.find(GrievanceHandler, String(id), { expectedVersion, path });
    const grievance = await ctx.em.findOneOrFail(Grievance, { id: handler.grievance.id });
    await demandHandler(ctx, grievance);
    handler.isActive = false;
    await ctx.em.flush();
    if ((await handlersOf(ctx, grievance)).length === 0) {
      throw grievanceErrors.GRIEVANCE_LAST({}, path);
    }
    return { grievanceHandler: handler };
  }

  @Mutation(() => GrievanceAccusedAddPayload, {
    description: 'Says that somebody is meant too: they and their line lose sight of it.',
  })
  async grievanceAccusedAdd(@Context() ctx: Ctx, @Arg('input') input: GrievancePersonInput) {
    const grievance = await handled(ctx, input);
    const [employee] = await employeesOf(ctx, [input.employeeNumber]);
    if (employee && !(await ctx.em.findOne(GrievanceAccused, { grievance, employee }))) {
      ctx.em.create(GrievanceAccused, { grievance, employee });
    }
    await demandHandlers(ctx, grievance);
    return { grievance };
  }

  @Mutation(() => GrievanceStepAddPayload, { description: 'Adds something that is to be done.' })
  async grievanceStepAdd(@Context() ctx: Ctx, @Arg('input') input: GrievanceStepInput) {
    const grievance = await handled(ctx, input);
    const title = written(input.title, ['input', 'title'], 200);
    const { dueOn } = input;
    return {
      grievanceStep: ctx.em.create(GrievanceStep, { id: uuidv7(), grievance, title, dueOn }),
    };
  }

  @Mutation(() => GrievanceStepCompletePayload, { description: 'Says that a step is done.' })
  async grievanceStepComplete(
    @Context() ctx: Ctx,
    @Arg('input') input: GrievanceStepCompleteInput,
  ) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    const grievanceStep = await ctx.find(GrievanceStep, String(id), { expectedVersion, path });
    if (grievanceStep.doneOn != null) throw grievanceErrors.GRIEVANCE_STEP({}, path);
    grievanceStep.doneOn = ctx.today;
    return { grievanceStep };
  }
}

function found(ctx: Ctx, { id, expectedVersion }: GrievanceInput): Promise<Grievance> {
  return ctx.find(Grievance, String(id), { expectedVersion, path: ['input', 'id'], lock: true });
}

/** A grievance that the caller looks into; whoever filed it reads it, and decides nothing. */
async function handled(ctx: Ctx, input: GrievanceInput): Promise<Grievance> {
  const grievance = await found(ctx, input);
  await demandHandler(ctx, grievance);
  if (grievance.erasedAt) throw grievanceErrors.GRIEVANCE_ERASED({}, ['input', 'id']);
  return grievance;
}

async function demandHandler(ctx: Ctx, grievance: Grievance): Promise<void> {
  if (await selfAmong(ctx, grievance)) return;
  throw grievanceErrors.GRIEVANCE_HANDLER({}, ['input', 'id']);
}

/** The caller, as one of those who look into it; null: whoever filed it. */
async function selfAmong(ctx: Ctx, grievance: Grievance): Promise<Employee | null> {
  const { personId } = ctx.principal;
  const self = personId && (await ctx.em.findOne(Employee, { person: personId }));
  if (!self) return null;
  const handlers = await handlersOf(ctx, grievance);
  return handlers.some(({ employee }) => employee.id === self.id) ? self : null;
}
