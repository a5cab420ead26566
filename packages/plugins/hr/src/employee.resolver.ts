import { Arg, Context, type Ctx, Mutation, Person, Resolver } from '@bureau/core';
import { Employee, employeeNumber, filled, workEmail } from './employee.entity.js';
import {
  EmployeeTerminateInput,
  EmployeeTerminatePayload,
  EmployeeUpdateInput,
  EmployeeUpdatePayload,
} from './employee-change.types.js';
import { demandFree } from './employee-number.js';
import { nameOf } from './hire.js';
import { terminate } from './terminate.js';

/** Changes of an employee, up to the end. */
@Resolver()
export class EmployeeResolver {
  @Mutation(() => EmployeeUpdatePayload, {
    description:
      'Changes name, number and contact. bankAccount requires hr.bank.write and a proof of ' +
      'identity of the last 10 minutes, nationalId requires hr.identity.write.',
  })
  async employeeUpdate(@Context() ctx: Ctx, @Arg('input') input: EmployeeUpdateInput) {
    if (input.bankAccount !== undefined) {
      ctx.demand('hr.bank.write');
      // Wages go where this says: a session left open must not be enough.
      ctx.demandStepUp();
    }
    if (input.nationalId !== undefined) ctx.demand('hr.identity.write');
    const employee = await locked(ctx, input);
    await rename(ctx, employee, input);
    if (input.number != null) {
      const path = ['input', 'number'];
      const number = employeeNumber(input.number, path);
      await demandFree(ctx, number, { path, except: employee });
      employee.number = number;
    }
    if (input.workEmail !== undefined) {
      employee.workEmail = workEmail(input.workEmail, ['input', 'workEmail']);
    }
    if (input.bankAccount !== undefined) employee.bankAccount = input.bankAccount?.trim() || null;
    if (input.nationalId !== undefined) employee.nationalId = input.nationalId?.trim() || null;
    return { employee };
  }

  @Mutation(() => EmployeeTerminatePayload, {
    description:
      'Ends the latest employment after a last day: employment, job and pay are closed, ' +
      'planned ones fall. The record stays, for history and a rehire.',
  })
  async employeeTerminate(@Context() ctx: Ctx, @Arg('input') input: EmployeeTerminateInput) {
    const employee = await locked(ctx, input);
    const reportsTo = input.reportsToId
      ? await ctx.find(Employee, input.reportsToId, { path: ['input', 'reportsToId'] })
      : undefined;
    const { lastDay, reason } = input;
    const employment = await terminate(ctx, employee, { lastDay, reason, reportsTo });
    return { employee, employment };
  }
}

function locked(
  ctx: Ctx,
  input: { employeeId: string; expectedVersion?: number | null },
): Promise<Employee> {
  return ctx.find(Employee, input.employeeId, {
    path: ['input', 'employeeId'],
    expectedVersion: input.expectedVersion,
    lock: true,
  });
}

async function rename(ctx: Ctx, employee: Employee, input: EmployeeUpdateInput): Promise<void> {
  const { givenName, familyName, preferredName } = input;
  if (givenName == null && familyName == null && preferredName === undefined) return;
  const person = await ctx.em.findOneOrFail(Person, { id: employee.person.id });
  if (givenName != null) person.givenName = filled(givenName, ['input', 'givenName']);
  if (familyName != null) person.familyName = filled(familyName, ['input', 'familyName']);
  if (preferredName !== undefined) person.preferredName = preferredName?.trim() || null;
  employee.displayName = nameOf(person);
}
