import { type Exposed, expose, many } from '@bureau/core';
import { Grievance } from './grievance.entity.js';
import {
  GrievanceAccused,
  GrievanceHandler,
  GrievanceMessage,
  GrievanceOfficer,
  GrievanceStep,
} from './grievance-people.entity.js';
import { handlersOnly, messageReaders, readersOf, readersWith } from './readers.js';

export const GrievanceOfficerType: Exposed = expose(GrievanceOfficer, {
  prefix: 'gof',
  filter: ['employee', 'createdAt'],
  order: ['createdAt'],
});

export const GrievanceType: Exposed = expose(Grievance, {
  prefix: 'grv',
  isConfidential: true,
  filter: ['category', 'state', 'filedOn', 'acknowledgeBy', 'answerBy', 'filedBy', 'closedOn'],
  order: ['filedOn', 'answerBy'],
  relations: {
    handlers: many(() => GrievanceHandlerType, 'grievance', 'Who looks into it.'),
    accused: many(() => GrievanceAccusedType, 'grievance', 'Who is meant.'),
    messages: many(() => GrievanceMessageType, 'grievance', 'What was written.'),
    steps: many(() => GrievanceStepType, 'grievance', 'What is to be done.'),
  },
  always: readersOf,
});

export const GrievanceHandlerType: Exposed = expose(GrievanceHandler, {
  prefix: 'grh',
  root: false,
  isConfidential: true,
  filter: ['grievance', 'employee', 'isActive', 'createdAt'],
  order: ['createdAt'],
  always: readersWith,
});

export const GrievanceAccusedType: Exposed = expose(GrievanceAccused, {
  prefix: 'gra',
  root: false,
  isConfidential: true,
  filter: ['grievance', 'employee', 'createdAt'],
  order: ['createdAt'],
  always: handlersOnly,
});

export const GrievanceMessageType: Exposed = expose(GrievanceMessage, {
  prefix: 'grm',
  root: false,
  isConfidential: true,
  filter: ['grievance', 'author', 'isInternal', 'createdAt'],
  order: ['createdAt'],
  always: messageReaders,
});

export const GrievanceStepType: Exposed = expose(GrievanceStep, {
  prefix: 'grs',
  root: false,
  isConfidential: true,
  filter: ['grievance', 'dueOn', 'doneOn'],
  order: ['dueOn'],
  always: handlersOnly,
});
