import { type Ctx, LegalEntity, Secrets } from '@bureau/core';
import { Employee, employeeNumber, workEmail } from '../employee.entity.js';
import { demandFree, drawNumber } from '../employee-number.js';
import { Employment } from '../employment.entity.js';
import { errors } from '../errors.js';
import { engage, type Engagement, hire, type PersonFacts } from '../hire.js';
import { Applicant, type Application } from './application.entity.js';
import type { ApplicationHireInput } from './application.types.js';
import { applicationHired } from './events.js';
import { Offer } from './offer.entity.js';
import { recruitmentErrors } from './errors.js';
import { Position, Requisition } from './position.entity.js';

/**
 * Makes an employee of an applicant who accepted, by the terms of the offer: once only, since the
 * caller holds the lock on the application. Somebody who worked here before stays the same person.
 * @throws HR_APPLICATION_STATE, HR_APPLICANT_ERASED, and what a hiring refuses with
 */
export async function hireApplicant(
  ctx: Ctx,
  application: Application,
  input: ApplicationHireInput,
): Promise<Employee> {
  const offer = await ctx.em.findOne(Offer, { application, state: 'ACCEPTED' });
  if (!offer) throw recruitmentErrors.APPLICATION_STATE({ stage: application.stage }, ['input']);
  const engagement = await engagementOf(ctx, offer, input);
  const employee =
    input.employeeId == null
      ? await newcomer(ctx, application, { input, engagement })
      : await returning(ctx, input.employeeId, engagement);
  application.become(employee, ctx.today);
  const payload = { applicationId: application.id, employeeId: employee.id };
  ctx.emit(
    applicationHired,
    { ...payload, startsOn: offer.startsOn },
    { type: 'Application', id: application.id },
  );
  return employee;
}

async function engagementOf(
  ctx: Ctx,
  offer: Offer,
  { legalEntityId, managerId }: ApplicationHireInput,
): Promise<Engagement> {
  const { position: of } = await ctx.em.findOneOrFail(Requisition, { id: offer.requisition.id });
  const position = await ctx.em.findOneOrFail(
    Position,
    { id: of.id },
    { populate: ['unit', 'site'] },
  );
  const manager =
    managerId == null
      ? null
      : await ctx.find(Employee, managerId, { path: ['input', 'managerId'] });
  const { startsOn, kind, partTimeShare, pay, period } = offer;
  return {
    ...{ startsOn, kind },
    legalEntity: await ctx.find(LegalEntity, legalEntityId, { path: ['input', 'legalEntityId'] }),
    job: {
      position: position.title,
      unit: position.unit,
      site: position.site,
      manager,
      partTimeShare,
    },
    ...(pay && { salary: { amount: pay, period } }),
  };
}

async function newcomer(
  ctx: Ctx,
  application: Application,
  { input, engagement }: { input: ApplicationHireInput; engagement: Engagement },
): Promise<Employee> {
  const person = await personOf(ctx, application);
  const given = input.number ? employeeNumber(input.number, ['input', 'number']) : undefined;
  if (given) await demandFree(ctx, given, { path: ['input', 'number'] });
  const number = given ?? (await drawNumber(ctx));
  const facts = { person, number, workEmail: workEmail(input.workEmail, ['input', 'workEmail']) };
  return hire(ctx, facts, engagement).employee;
}

/** Sealed until now, because most who apply do not come. */
async function personOf(ctx: Ctx, application: Application): Promise<PersonFacts> {
  const applicant = await ctx.em.findOneOrFail(Applicant, { id: application.applicant.id });
  applicant.demandKnown(['input', 'id']);
  const secrets = ctx.service(Secrets);
  const plain = (property: 'givenName' | 'familyName' | 'phone') =>
    secrets.open(ctx, { entity: Applicant, property }, applicant);
  const [givenName, familyName, phone] = [plain('givenName'), plain('familyName'), plain('phone')];
  return { givenName: givenName ?? '', familyName: familyName ?? '', phone };
}

async function returning(ctx: Ctx, id: string, engagement: Engagement): Promise<Employee> {
  const path = ['input', 'employeeId'];
  const employee = await ctx.find(Employee, id, { path, lock: true });
  const { startsOn } = engagement;
  const open = { $or: [{ endsOn: null }, { endsOn: { $gt: startsOn } }] };
  if (await ctx.em.findOne(Employment, { employee, ...open })) {
    throw errors.STILL_EMPLOYED({ number: employee.number, day: startsOn }, path);
  }
  employee.comeBack(startsOn);
  engage(ctx, employee, { ...engagement, isRehire: true });
  return employee;
}
