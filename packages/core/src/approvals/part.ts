import { type DefaultRole, permissionsOf, type RolePermission } from '../authz/permissions.js';
import { many } from '../model/expose.js';
import type { PluginPart } from '../plugin/part.js';
import { approvals } from '../schema/migrations/0037-approvals.js';
import { approvalDeadlines } from '../schema/migrations/0041-approval-deadlines.js';
import { UserType } from '../schema/people.types.js';
import { ApprovalApprover, ApprovalPolicy, ApprovalStep } from './approval-policy.entity.js';
import { ApprovalRequest, ApprovalSeat, ApprovalVote } from './approval-request.entity.js';
import { ApprovalRequestResolver } from './approval-request.resolver.js';
import {
  ApprovalRequestType,
  ApprovalSeatType,
  ApprovalVoteType,
} from './approval-request.types.js';
import { ApprovalService, createApprovalService } from './approval.service.js';
import { approvalErrors } from './errors.js';
import { approvalEvents } from './events.js';
import { ApprovalPolicyResolver } from './policy.resolver.js';
import { ApprovalApproverType, ApprovalPolicyType, ApprovalStepType } from './policy.types.js';
import { Substitute } from './substitute.entity.js';
import { SubstituteResolver } from './substitute.resolver.js';
import { SubstituteType } from './substitute.types.js';

const READ = 'core.approval.read';
const DECIDE = 'core.approval.decide';
const POLICY_READ = 'core.approvalPolicy.read';
const POLICY_WRITE = 'core.approvalPolicy.write';
const SUBSTITUTE_READ = 'core.substitute.read';
const SUBSTITUTE_WRITE = 'core.substitute.write';

/**
 * What everybody needs who may ask for an approval or be asked: for the default roles of plugins
 * whose people do so.
 */
export const APPROVAL_PARTICIPANT: readonly RolePermission[] = [
  { permission: READ, when: ['involved'] },
  { permission: DECIDE },
  { permission: SUBSTITUTE_READ, when: ['own'] },
  { permission: SUBSTITUTE_WRITE, when: ['own'] },
];

const roles: DefaultRole[] = [
  {
    key: 'admin',
    name: 'Administrator',
    description: 'Keeps the company structure, users and roles.',
    permissions: [
      ...[READ, DECIDE, 'core.approval.write', POLICY_READ, POLICY_WRITE],
      ...[SUBSTITUTE_READ, SUBSTITUTE_WRITE],
    ],
  },
  {
    key: 'auditor',
    name: 'Auditor',
    description: 'Reads the structure and who may do what; changes nothing.',
    permissions: [READ, POLICY_READ, SUBSTITUTE_READ],
  },
  {
    key: 'viewer',
    name: 'Viewer',
    description: 'Reads what everybody in the organization may read.',
    permissions: APPROVAL_PARTICIPANT,
  },
];

/** Consent of others before something is done: policies, requests, votes, substitutes. */
export const approvalsPart: PluginPart = {
  entities: [
    ApprovalPolicy,
    ApprovalStep,
    ApprovalApprover,
    ApprovalRequest,
    ApprovalSeat,
    ApprovalVote,
    Substitute,
  ],
  types: [
    ApprovalPolicyType,
    ApprovalStepType,
    ApprovalApproverType,
    ApprovalRequestType,
    ApprovalSeatType,
    ApprovalVoteType,
    SubstituteType,
  ],
  extensions: [
    {
      type: UserType,
      relations: { substitutes: many(() => SubstituteType, 'user', 'Who decides instead, when.') },
    },
  ],
  migrations: [approvals, approvalDeadlines],
  resolvers: [ApprovalPolicyResolver, ApprovalRequestResolver, SubstituteResolver],
  services: [{ token: ApprovalService, create: createApprovalService }],
  permissions: permissionsOf('core', {
    'approval.read': 'See requests for approval and what was said to them.',
    'approval.decide': 'Vote on requests, where asked or standing in for somebody.',
    'approval.write': 'Take back requests of others.',
    'approvalPolicy.read': 'See who approves what.',
    'approvalPolicy.write': 'Set who approves what.',
    'substitute.read': 'See who stands in for whom.',
    'substitute.write': 'Name substitutes.',
  }),
  rules: {
    Query: {
      approvalRequestsAwaitingMe: READ,
      approvalKinds: POLICY_READ,
      approvalResolvers: POLICY_READ,
    },
    Mutation: {
      approvalPolicySet: POLICY_WRITE,
      approvalRequestApprove: DECIDE,
      approvalRequestReject: DECIDE,
      approvalRequestWithdraw: READ,
      substituteCreate: SUBSTITUTE_WRITE,
      substituteEnd: SUBSTITUTE_WRITE,
    },
    ApprovalPolicy: { '*': POLICY_READ },
    ApprovalStep: { '*': POLICY_READ },
    ApprovalApprover: { '*': POLICY_READ },
    ApprovalKind: { '*': POLICY_READ },
    ApprovalResolver: { '*': POLICY_READ },
    ApprovalRequest: { '*': READ },
    ApprovalSeat: { '*': READ },
    ApprovalVote: { '*': READ },
    Substitute: { '*': SUBSTITUTE_READ },
    User: { substitutes: SUBSTITUTE_READ },
  },
  roles,
  errors: approvalErrors.table,
  events: approvalEvents,
};
