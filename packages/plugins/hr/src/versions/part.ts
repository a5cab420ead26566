import type { PluginPart } from '@bureau/core';
import { versions } from '../migrations/0040-versions.js';
import { knownUnits } from '../migrations/0071-known-units.js';
import { JobVersion } from './job-version.entity.js';
import { SalaryVersion } from './salary-version.entity.js';
import { VersionResolver } from './version.resolver.js';
import { JobVersionType, SalaryVersionType } from './version.types.js';

/** What was known of jobs and pay, and when. */
export const versionsPart = {
  entities: [JobVersion, SalaryVersion],
  types: [JobVersionType, SalaryVersionType],
  migrations: [versions, knownUnits],
  resolvers: [VersionResolver],
  ownerFunctions: {
    keep_job_version: 'Versions are written by nobody else, so that what was known stands.',
    keep_salary_version: 'Versions are written by nobody else, so that what was known stands.',
  },
  rules: {
    JobVersion: { '*': 'hr.employee.read' },
    SalaryVersion: { '*': 'hr.salary.read' },
  },
} satisfies PluginPart;
