import { Arg, Context, type Ctx, Mutation, Resolver } from '@bureau/core';
import { Employee } from '../employee.entity.js';
import { grievanceErrors } from './errors.js';
import {
  GrievanceOfficerAppointInput,
  GrievanceOfficerAppointPayload,
  GrievanceOfficerDismissPayload,
  GrievanceOfficerInput,
} from './grievance-inputs.js';
import { GrievanceOfficer } from './grievance-people.entity.js';

/** Who is asked to look into what comes in. */
@Resolver()
export class OfficerResolver {
  @Mutation(() => GrievanceOfficerAppointPayload, {
    description: 'Asks somebody to look into grievances that come in from now on.',
  })
  async grievanceOfficerAppoint(
    @Context() ctx: Ctx,
    @Arg('input') { employeeId }: GrievanceOfficerAppointInput,
  ) {
    const path = ['input', 'employeeId'];
    const employee = await ctx.find(Employee, employeeId, { path });
    if (await ctx.em.findOne(GrievanceOfficer, { employee })) {
      throw grievanceErrors.GRIEVANCE_OFFICER({ number: employee.number }, path);
    }
    return { grievanceOfficer: ctx.em.create(GrievanceOfficer, { employee }) };
  }

  @Mutation(() => GrievanceOfficerDismissPayload, {
    description: 'Asks somebody no more; what they look into already stays with them.',
  })
  async grievanceOfficerDismiss(@Context() ctx: Ctx, @Arg('input') input: GrievanceOfficerInput) {
    const { id, expectedVersion } = input;
    const path = ['input', 'id'];
    ctx.em.remove(await ctx.find(GrievanceOfficer, String(id), { expectedVersion, path }));
    return { deletedId: id };
  }
}
