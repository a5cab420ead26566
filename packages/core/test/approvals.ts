import { randomUUID } from 'node:crypto';
import { type ApprovalCase, approvalKind, approverResolver } from '../src/approvals/declaration.js';
import type { ApprovalRequest } from '../src/approvals/approval-request.entity.js';
import { ApprovalService, type ApprovalWish } from '../src/approvals/approval.service.js';
import type { Ctx } from '../src/context/ctx.js';
import { encodeId, uuidv7 } from '../src/model/ids.js';
import { definePlugin } from '../src/plugin/definition.js';
import { DomainError, errorsOf } from '../src/write/errors.js';
import { inTransaction } from '../src/write/transaction.js';
import { type CoreGraph, createCoreGraph, type Payload } from './core-graph.js';

const errors = errorsOf('club', { VETO: 'The club does not want it.' });

/** What the callback was told, of transactions that may not have stayed. */
export const told: ApprovalCase[] = [];

/** The effect of a decision is a row, so that it goes with its transaction. */
async function decided(ctx: Ctx, request: ApprovalCase): Promise<void> {
  told.push(request);
  const details = request.details as { veto?: boolean } | null;
  if (details?.veto && request.state === 'APPROVED') throw errors.VETO();
  await ctx.sql(`insert into core.person (id, given_name, family_name) values ($1, $2, $3)`, [
    uuidv7(),
    request.state,
    request.recordId,
  ]);
}

/** A plugin that wants parties approved; `club.boss` finds the user of `BOSS`. */
export const BOSS: { id: string | undefined } = { id: undefined };
const club = definePlugin({
  id: 'club',
  version: '0.1.0',
  api: '^1.0',
  description: 'Wants things approved.',
  approvals: [
    approvalKind({
      key: 'club.party',
      description: 'Parties.',
      recordType: 'Site',
      withoutPolicy: 'APPROVE',
      decided,
    }),
    approvalKind({
      key: 'club.fire',
      description: 'Fires.',
      recordType: 'Site',
      withoutPolicy: 'REFUSE',
      decided,
    }),
  ],
  approvers: [
    approverResolver({
      key: 'club.boss',
      description: 'The boss.',
      resolve: async () => (BOSS.id === undefined ? [] : [BOSS.id]),
    }),
  ],
  errors: errors.table,
});

/** Somebody with a membership and a token. */
export interface Member {
  /** Public id and uuid of the membership. */
  id: string;
  uuid: string;
  token: string;
}

export interface ApprovalTest {
  graph: CoreGraph;
  owner: string;
  /** A new user with the role `viewer`, or another one. */
  member(name: string, role?: string): Promise<Member>;
  /** Sets the policy of `club.party`, or of `kind`. */
  policy(steps: string, kind?: string): Promise<void>;
  /** Asks as this member; the public id of the request, null when none is needed. */
  ask(who: Member, wish?: Partial<ApprovalWish>): Promise<string | null>;
  /** Runs work of a plugin as this member. */
  as<T>(who: Member, work: (ctx: Ctx, service: ApprovalService) => Promise<T>): Promise<T>;
  vote(
    who: Member,
    id: string,
    options?: { verb?: 'Approve' | 'Reject'; version?: number },
  ): Promise<Payload<{ approvalRequest: { state: string; version: number } }>>;
  /** State, step, round and version of a request. */
  state(id: string): Promise<{ state: string; step: number; round: number; version: number }>;
  /** How often the effect of a request took place. */
  effects(state: string, recordId: string): Promise<number>;
}

/** The approvals of core with a plugin that uses them. */
export async function createApprovalTest(): Promise<ApprovalTest> {
  const graph = await createCoreGraph({ plugins: [club], poolSize: 12 });
  const owner = await graph.token('owner');
  const read = <T>(text: string) => graph.read<T>(owner, text);
  const state: ApprovalTest['state'] = async (id) => {
    const fields = 'state step round version';
    const data = await read<{ approvalRequest: Awaited<ReturnType<ApprovalTest['state']>> }>(
      `{ approvalRequest(by: { id: "${id}" }) { ${fields} } }`,
    );
    return data.approvalRequest;
  };
  const as: ApprovalTest['as'] = async (who, work) => {
    const principal = await graph.authenticate(who.token);
    const caller = { principal, requestId: randomUUID(), deadline: Date.now() + 20_000 };
    const { value } = await inTransaction(graph.runtime, caller, {
      operation: 'club',
      work: (ctx) => work(ctx, ctx.service(ApprovalService)),
    });
    return value;
  };
  return {
    graph,
    owner,
    as,
    state,
    member: (name, role = 'viewer') => newMember(graph, owner, { name, role }),
    policy: async (steps, kind = 'club.party') => {
      const { userErrors } = await graph.mutate(
        owner,
        `mutation { approvalPolicySet(input: { kind: "${kind}", steps: [${steps}] }) {
          userErrors { code path } } }`,
      );
      if (userErrors[0]) throw new DomainError(userErrors[0].code, userErrors[0].path.join('.'));
    },
    ask: (who, wish = {}) =>
      as(who, async (ctx, service) => {
        const whole = { kind: 'club.party', recordId: randomUUID(), title: 'A party', ...wish };
        const request: ApprovalRequest | null = await service.request(ctx, whole);
        return request && encodeId('apr', request.id);
      }),
    vote: async (who, id, { verb = 'Approve', version } = {}) => {
      const expected = version ?? (await state(id)).version;
      return graph.mutate(
        who.token,
        `mutation { approvalRequest${verb}(input: { id: "${id}", expectedVersion: ${expected} }) {
          approvalRequest { state version } userErrors { code message path } } }`,
      );
    },
    effects: async (outcome, recordId) => {
      const data = await read<{ people: { totalCount: number } }>(
        `{ people(where: { givenName: { eq: "${outcome}" }, familyName: { eq: "${recordId}" } }) {
          totalCount } }`,
      );
      return data.people.totalCount;
    },
  };
}

/** A program with an API key and one role. */
export async function newMember(
  graph: CoreGraph,
  owner: string,
  { name, role }: { name: string; role: string },
): Promise<Member> {
  const { user } = await graph.mutate<{ user: { id: string } }>(
    owner,
    `mutation { userInvite(input: { kind: SERVICE, displayName: "${name}" }) {
      user { id } userErrors { code message path } } }`,
  );
  const { roles } = await graph.read<{ roles: { nodes: { id: string; key: string }[] } }>(
    owner,
    '{ roles(first: 50) { nodes { id key } } }',
  );
  const roleId = roles.nodes.find(({ key }) => key === role)?.id;
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const data = (await graph.run(
    owner,
    `mutation {
      grantCreate(input: { userId: "${user.id}", roleId: "${roleId}" }) {
        userErrors { code message } }
      apiKeyCreate(input: { name: "t", userId: "${user.id}", scopes: ["*"],
        expiresAt: "${expiresAt}" }) { token userErrors { code message } } }`,
  )) as { data: { apiKeyCreate: { token: string } } };
  const { token } = data.data.apiKeyCreate;
  const { userId } = await graph.authenticate(token);
  return { id: user.id, uuid: userId ?? '', token };
}
