import type { TestApp, TestClient } from '@bureau/testing';
import { grieveOne } from './grievances.js';
import { hireEntitled, type LeaveCompany, memberFor } from './leave.js';
import { surveyOne } from './surveys.js';

/** Rows that not even the owner reads; who does, by type. */
export async function confideOne(
  app: TestApp,
  company: LeaveCompany,
  employeeId: string,
): Promise<Record<string, TestClient>> {
  const officerId = await hireEntitled(app, company);
  await hireEntitled(app, company, { number: 'MEANT' });
  const reporter = await memberFor(app, employeeId, 'employee');
  const handler = await memberFor(app, officerId, 'employee');
  await grieveOne(app, { reporter, handler, officerId, accused: 'MEANT' });
  await surveyOne(app);
  return {
    ...{ Grievance: handler, GrievanceHandler: handler, GrievanceAccused: handler },
    ...{ GrievanceMessage: handler, GrievanceStep: handler },
    SurveyInvitation: reporter,
  };
}
