import type { Migration } from '@bureau/core';
import { qualificationTables } from './growth/qualifications.js';

/** Skills, certificates and what people must have. */
export const qualifications: Migration = {
  name: '0081-qualifications',
  up: qualificationTables,
  down: `
drop table hr.qualification_requirement, hr.skill_assessment, hr.employee_skill, hr.skill,
  hr.certificate, hr.certificate_kind;`,
};
