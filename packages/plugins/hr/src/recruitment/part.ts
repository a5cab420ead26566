import type { PluginPart } from '@bureau/core';
import { recruitment } from '../migrations/0041-recruitment.js';
import { ApplicantFiguresResolver } from './applicant-figures.resolver.js';
import { applicantFile } from './applicant-files.js';
import { Applicant, Application, Interview } from './application.entity.js';
import { ApplicationResolver } from './application.resolver.js';
import { recruitmentErrors } from './errors.js';
import {
  applicantErased,
  applicationHired,
  applicationReceived,
  offerAccepted,
  offerEnded,
  offerExtended,
  requisitionOpened,
} from './events.js';
import { InterviewResolver } from './interview.resolver.js';
import { Offer } from './offer.entity.js';
import { OfferResolver } from './offer.resolver.js';
import { offerApproval } from './offer-steps.js';
import { requisitionApproval } from './open-requisition.js';
import { permissions, roles, rules } from './permissions.js';
import { JobPosting, Position, Requisition } from './position.entity.js';
import { applicantErasure, applicantOfPerson, offerExpiry } from './recruitment-jobs.js';
import {
  ApplicantType,
  ApplicationType,
  InterviewType,
  JobPostingType,
  OfferType,
  PositionType,
  RequisitionType,
} from './recruitment.types.js';
import { JobPostingResolver, PositionResolver, RequisitionResolver } from './vacancy.resolver.js';

/** From approved posts to the employee. */
export const recruitmentPart = {
  entities: [Position, Requisition, JobPosting, Applicant, Application, Interview, Offer],
  types: [
    PositionType,
    RequisitionType,
    JobPostingType,
    ApplicantType,
    ApplicationType,
    InterviewType,
    OfferType,
  ],
  migrations: [recruitment],
  ownerFunctions: {
    applicant_figures: 'Reads answers that the server may not read, in large groups only.',
  },
  resolvers: [
    PositionResolver,
    RequisitionResolver,
    JobPostingResolver,
    ApplicationResolver,
    InterviewResolver,
    OfferResolver,
    ApplicantFiguresResolver,
  ],
  permissions,
  sensitive: ['hr.applicant.read'],
  rules,
  roles,
  errors: recruitmentErrors.table,
  events: [
    requisitionOpened,
    applicationReceived,
    offerExtended,
    offerAccepted,
    offerEnded,
    applicationHired,
    applicantErased,
  ],
  files: [applicantFile],
  approvals: [requisitionApproval, offerApproval],
  jobs: [offerExpiry, applicantErasure],
  on: [applicantOfPerson],
} satisfies PluginPart;
