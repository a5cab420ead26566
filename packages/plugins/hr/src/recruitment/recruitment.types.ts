import { type Exposed, expose, many } from '@bureau/core';
import { Applicant, Application, Interview } from './application.entity.js';
import { Offer } from './offer.entity.js';
import { JobPosting, Position, Requisition } from './position.entity.js';

export const PositionType: Exposed = expose(Position, {
  prefix: 'pos',
  by: ['code'],
  filter: ['code', 'title', 'unit', 'site', 'isActive'],
  order: ['title', 'code'],
  relations: {
    requisitions: many(() => RequisitionType, 'position', 'Wishes to hire for it.'),
  },
});

export const RequisitionType: Exposed = expose(Requisition, {
  prefix: 'rqs',
  filter: ['position', 'state', 'wantedOn', 'createdAt'],
  order: ['createdAt', 'wantedOn'],
  relations: {
    postings: many(() => JobPostingType, 'requisition', 'Where it is advertised.'),
    applications: many(() => ApplicationType, 'requisition', 'Who applied.'),
    offers: many(() => OfferType, 'requisition', 'What was offered.'),
  },
});

export const JobPostingType: Exposed = expose(JobPosting, {
  prefix: 'jpo',
  filter: ['requisition', 'state', 'closesOn', 'createdAt'],
  order: ['createdAt', 'closesOn'],
});

export const ApplicantType: Exposed = expose(Applicant, {
  prefix: 'apt',
  filter: ['email', 'erasedAt', 'createdAt'],
  order: ['createdAt'],
  relations: {
    applications: many(() => ApplicationType, 'applicant', 'What somebody applied for.'),
  },
});

export const ApplicationType: Exposed = expose(Application, {
  prefix: 'apn',
  filter: [
    ...(['applicant', 'requisition', 'posting', 'stage'] as const),
    ...(['appliedOn', 'closedOn', 'employee'] as const),
  ],
  order: ['appliedOn', 'closedOn'],
  relations: {
    interviews: many(() => InterviewType, 'application', 'Talks, with their scores.'),
    offers: many(() => OfferType, 'application', 'What was offered.'),
  },
});

export const InterviewType: Exposed = expose(Interview, {
  prefix: 'ivw',
  filter: ['application', 'interviewer', 'state', 'startsAt', 'score'],
  order: ['startsAt'],
  aggregate: ['score'],
});

export const OfferType: Exposed = expose(Offer, {
  prefix: 'ofr',
  filter: ['application', 'requisition', 'state', 'startsOn', 'expiresOn', 'createdAt'],
  order: ['createdAt', 'expiresOn', 'startsOn'],
});
