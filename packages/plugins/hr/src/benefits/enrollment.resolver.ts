import {
  Arg,
  Context,
  type Ctx,
  DateScalar,
  decodeId,
  Extensions,
  ID,
  Mutation,
  Query,
  Resolver,
  uuidv7,
} from '@bureau/core';
import { filled } from '../employee.entity.js';
import { EmployeeType } from '../employee.types.js';
import { chooserOf } from './benefit-facts.js';
import { costsOf } from './benefit-costs.js';
import { Dependant } from './enrollment.entity.js';
import { elect, waive } from './elect.js';
import {
  BenefitCost,
  BenefitOffer,
  DependantAddInput,
  DependantAddPayload,
  DependantEndInput,
  DependantEndPayload,
  EnrollmentElectInput,
  EnrollmentElectPayload,
  EnrollmentWaiveInput,
  EnrollmentWaivePayload,
} from './enrollment-inputs.js';
import { benefitErrors } from './errors.js';
import { offersOf } from './offers.js';

/** What people choose, for themselves and their families. */
@Resolver()
export class EnrollmentResolver {
  @Mutation(() => DependantAddPayload, { description: 'Adds somebody whom an employee supports.' })
  async dependantAdd(@Context() ctx: Ctx, @Arg('input') input: DependantAddInput) {
    const employee = await chooserOf(ctx, input.employeeId);
    const { relation, birthDate } = input;
    if (birthDate > ctx.today) {
      throw benefitErrors.DEPENDANT_BIRTH({}, ['input', 'birthDate']);
    }
    const dependant = ctx.em.create(Dependant, {
      ...{ id: uuidv7(), employee, person: employee.person, relation, birthDate },
      name: filled(input.name, ['input', 'name']),
    });
    return { dependant };
  }

  @Mutation(() => DependantEndPayload, {
    description: 'Says from when on somebody is no dependant. Cover that holds goes on.',
  })
  async dependantEnd(@Context() ctx: Ctx, @Arg('input') input: DependantEndInput) {
    const { id, expectedVersion, endedOn } = input;
    const path = ['input', 'id'];
    const dependant = await ctx.find(Dependant, String(id), { expectedVersion, path, lock: true });
    if (dependant.endedOn != null) throw benefitErrors.DEPENDANT_ENDED({}, path);
    dependant.endedOn = endedOn;
    return { dependant };
  }

  @Mutation(() => EnrollmentElectPayload, {
    description:
      'Chooses a benefit, in a time in which it may be chosen. Cover that holds ends the day ' +
      'before; what was chosen before and has not begun is replaced.',
  })
  async enrollmentElect(@Context() ctx: Ctx, @Arg('input') input: EnrollmentElectInput) {
    const employee = await chooserOf(ctx, input.employeeId);
    return { enrollment: await elect(ctx, employee, input) };
  }

  @Mutation(() => EnrollmentWaivePayload, {
    description: 'Gives cover up, in a time in which it may be chosen.',
  })
  async enrollmentWaive(@Context() ctx: Ctx, @Arg('input') input: EnrollmentWaiveInput) {
    const employee = await chooserOf(ctx, input.employeeId);
    return { enrollment: await waive(ctx, employee, input) };
  }

  @Extensions({ cost: 5, items: 50 })
  @Query(() => [BenefitOffer], {
    description:
      'Which benefits an employee may choose today, until when, and why not the others; by name, ' +
      '100 at most. Empty for somebody whom the caller may not see.',
  })
  async benefitOffers(
    @Context() ctx: Ctx,
    @Arg('employeeId', () => ID, { description: 'For whom.' }) employeeId: string,
  ): Promise<BenefitOffer[]> {
    const uuid = decodeId(EmployeeType.options.prefix, employeeId);
    const [id] = uuid ? await ctx.ids(EmployeeType, { id: { eq: uuid } }, 1) : [];
    const [offers = []] = id === undefined ? [] : await offersOf(ctx, [id]);
    return offers;
  }

  @Extensions({ cost: 10, items: 100 })
  @Query(() => [BenefitCost], {
    description:
      'What cover costs in a month, by person and plan: figures for a payroll. Of those whom the ' +
      'caller may see, in the order of the ids of the employees, 1,000 at most; `after` goes on.',
  })
  async benefitCosts(
    @Context() ctx: Ctx,
    @Arg('month', () => DateScalar, { description: 'Any day of the month.' }) month: string,
    @Arg('employeeId', () => ID, { nullable: true, description: 'Only of this employee.' })
    employeeId: string | null,
    @Arg('after', () => ID, { nullable: true, description: 'Only of employees after this one.' })
    after: string | null,
  ): Promise<BenefitCost[]> {
    const { prefix } = EmployeeType.options;
    const [of, behind] = [employeeId, after].map((id) =>
      id == null ? null : decodeId(prefix, id),
    );
    if (of === undefined || behind === undefined) return [];
    return costsOf(ctx, { month, employeeId: of, after: behind });
  }
}
