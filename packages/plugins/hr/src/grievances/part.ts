import type { PluginPart } from '@bureau/core';
import { grievances } from '../migrations/0091-grievances.js';
import { grievanceErrors } from './errors.js';
import { FilingResolver } from './filing.resolver.js';
import { Grievance } from './grievance.entity.js';
import { grievanceDeadlines, lineMoved } from './grievance-jobs.js';
import {
  GrievanceAccused,
  GrievanceHandler,
  GrievanceMessage,
  GrievanceOfficer,
  GrievanceStep,
} from './grievance-people.entity.js';
import {
  GrievanceAccusedType,
  GrievanceHandlerType,
  GrievanceMessageType,
  GrievanceOfficerType,
  GrievanceStepType,
  GrievanceType,
} from './grievances.types.js';
import { HandlingResolver } from './handling.resolver.js';
import { grievanceNews } from './notices.js';
import { OfficerResolver } from './officer.resolver.js';
import { permissions, roles, rules } from './permissions.js';

/** Grievances: for those who were named, and nobody else. */
export const grievancesPart = {
  entities: [
    ...[Grievance, GrievanceOfficer, GrievanceHandler],
    ...[GrievanceAccused, GrievanceMessage, GrievanceStep],
  ],
  types: [
    ...[GrievanceType, GrievanceOfficerType, GrievanceHandlerType],
    ...[GrievanceAccusedType, GrievanceMessageType, GrievanceStepType],
  ],
  migrations: [grievances],
  resolvers: [FilingResolver, HandlingResolver, OfficerResolver],
  permissions,
  rules,
  roles,
  errors: grievanceErrors.table,
  notifications: [grievanceNews],
  jobs: [grievanceDeadlines],
  on: [lineMoved],
} satisfies PluginPart;
