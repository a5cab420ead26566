import {
  Arg,
  Context,
  type Ctx,
  LegalEntity,
  Mutation,
  OrgUnit,
  Person,
  Resolver,
  Site,
} from '@bureau/core';
import { Employee, employeeNumber, filled, workEmail } from './employee.entity.js';
import { demandFree, drawNumber } from './employee-number.js';
import { Employment } from './employment.entity.js';
import { errors } from './errors.js';
import {
  engage,
  type Engagement,
  hire,
  type JobFacts,
  type PersonFacts,
  type SalaryFacts,
} from './hire.js';
import {
  EmployeeHireInput,
  EmployeeHirePayload,
  EmployeeRehireInput,
  EmployeeRehirePayload,
  type EngagementInput,
  type JobInput,
  type SalaryInput,
} from './hire.types.js';
import { employmentTerms } from './hooks.js';
import { partTimeShare } from './job-record.entity.js';
import { pay } from './salary.entity.js';

const EMPLOYMENT = ['input', 'employment'];

/** How people come into the organization. */
@Resolver()
export class HireResolver {
  @Mutation(() => EmployeeHirePayload, {
    description:
      'Hires somebody: person (when new), employee, employment, first job and pay in one step. ' +
      'Without a number the next free one is drawn.',
  })
  async employeeHire(@Context() ctx: Ctx, @Arg('input') input: EmployeeHireInput) {
    if (input.bankAccount != null) ctx.demand('hr.bank.write');
    if (input.nationalId != null) ctx.demand('hr.identity.write');
    const engagement = await engagementOf(ctx, input.employment);
    const person = await personOf(ctx, input);
    const given = input.number ? employeeNumber(input.number, ['input', 'number']) : undefined;
    if (given) await demandFree(ctx, given, { path: ['input', 'number'] });
    const facts = {
      person,
      number: given ?? (await drawNumber(ctx)),
      workEmail: workEmail(input.workEmail, ['input', 'workEmail']),
      bankAccount: blankIsNone(input.bankAccount),
      nationalId: blankIsNone(input.nationalId),
    };
    const { employee } = hire(ctx, facts, engagement);
    await announce(ctx, employee, engagement);
    return { employee };
  }

  @Mutation(() => EmployeeRehirePayload, {
    description: 'Opens another employment for somebody who had one before; the person stays.',
  })
  async employeeRehire(@Context() ctx: Ctx, @Arg('input') input: EmployeeRehireInput) {
    const employee = await ctx.find(Employee, input.employeeId, {
      path: ['input', 'employeeId'],
      expectedVersion: input.expectedVersion,
      lock: true,
    });
    const engagement = await engagementOf(ctx, input.employment);
    const { startsOn } = engagement;
    const open = { $or: [{ endsOn: null }, { endsOn: { $gt: startsOn } }] };
    if (await ctx.em.findOne(Employment, { employee, ...open })) {
      const data = { number: employee.number, day: startsOn };
      throw errors.STILL_EMPLOYED(data, [...EMPLOYMENT, 'startsOn']);
    }
    employee.comeBack(startsOn);
    const { employment } = engage(ctx, employee, { ...engagement, isRehire: true });
    await announce(ctx, employee, engagement);
    return { employee, employment };
  }
}

function announce(ctx: Ctx, employee: Employee, { startsOn }: Engagement): Promise<void> {
  return ctx.hook(employmentTerms, { employee, effectiveOn: startsOn, changed: ['hire'] });
}

async function personOf(ctx: Ctx, input: EmployeeHireInput): Promise<Person | PersonFacts> {
  if ((input.personId == null) === (input.person == null)) {
    throw errors.PERSON_MISSING({}, ['input']);
  }
  if (input.personId == null) return newPerson(input.person ?? { givenName: '', familyName: '' });
  const person = await ctx.find(Person, input.personId, { path: ['input', 'personId'] });
  const known = await ctx.em.findOne(Employee, { person });
  if (known) throw errors.PERSON_EMPLOYED({ number: known.number }, ['input', 'personId']);
  return person;
}

function newPerson(person: PersonFacts): PersonFacts {
  const path = ['input', 'person'];
  return {
    givenName: filled(person.givenName, [...path, 'givenName']),
    familyName: filled(person.familyName, [...path, 'familyName']),
    preferredName: blankIsNone(person.preferredName),
    phone: blankIsNone(person.phone),
    birthDate: person.birthDate ?? null,
  };
}

async function engagementOf(ctx: Ctx, input: EngagementInput): Promise<Engagement> {
  const salary = input.salary ? salaryOf(ctx, input.salary) : undefined;
  const path = [...EMPLOYMENT, 'legalEntityId'];
  const legalEntity = await ctx.find(LegalEntity, input.legalEntityId, { path });
  const job = await jobOf(ctx, input.job);
  const { startsOn, kind } = input;
  return { startsOn, kind: kind ?? 'PERMANENT', legalEntity, job, salary };
}

async function jobOf(ctx: Ctx, input: JobInput): Promise<JobFacts> {
  const path = [...EMPLOYMENT, 'job'];
  const { unitId, siteId, managerId } = input;
  return {
    position: filled(input.position, [...path, 'position']),
    unit: await ctx.find(OrgUnit, unitId, { path: [...path, 'unitId'] }),
    site: await ctx.find(Site, siteId, { path: [...path, 'siteId'] }),
    manager: managerId
      ? await ctx.find(Employee, managerId, { path: [...path, 'managerId'] })
      : null,
    partTimeShare: partTimeShare(input.partTimeShare ?? '1', [...path, 'partTimeShare']),
  };
}

function salaryOf(ctx: Ctx, { amount, period }: SalaryInput): SalaryFacts {
  ctx.demand('hr.salary.write');
  const path = [...EMPLOYMENT, 'salary', 'amount'];
  return { amount: pay(amount.amount, amount.currency, path), period: period ?? 'YEAR' };
}

function blankIsNone(text: string | null | undefined): string | null {
  return text?.trim() || null;
}
