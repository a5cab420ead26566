import { Arg, Context, type Ctx, Extensions, Mutation, Resolver } from '@bureau/core';
import { Employee } from './employee.entity.js';
import { employmentTerms } from './hooks.js';
import { pay } from './salary.entity.js';
import { changeSalary } from './salary.js';
import { SalaryChangeInput, SalaryChangePayload } from './salary.types.js';

/** Agreed pay. */
@Resolver()
export class SalaryResolver {
  @Extensions({ stepUp: true })
  @Mutation(() => SalaryChangePayload, { description: 'Sets the pay of somebody from a day on.' })
  async salaryChange(@Context() ctx: Ctx, @Arg('input') input: SalaryChangeInput) {
    const employee = await ctx.find(Employee, input.employeeId, {
      path: ['input', 'employeeId'],
      expectedVersion: input.expectedVersion,
      lock: true,
    });
    const amount = pay(input.amount.amount, input.amount.currency, ['input', 'amount']);
    const { effectiveOn, period } = input;
    const salary = await changeSalary(ctx, employee, {
      amount,
      period: period ?? 'YEAR',
      effectiveOn,
    });
    employee.touch(ctx.now);
    await ctx.hook(employmentTerms, { employee, effectiveOn, changed: ['pay'] });
    return { employee, salary };
  }
}
