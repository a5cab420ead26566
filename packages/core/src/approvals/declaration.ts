import type { Ctx } from '../context/ctx.js';
import { requestOf } from '../context/runtime-of.js';
import type { Composition } from '../plugin/composition.js';
import type { PluginDefinition } from '../plugin/definition.js';
import { approvalErrors } from './errors.js';

/** A request for approval as plugins see it; ids are uuids. */
export interface ApprovalCase {
  id: string;
  kind: string;
  recordId: string;
  /** The membership that asked; null: the platform itself. */
  requesterId: string | null;
  amount: { amount: string; currency: string } | null;
  /** What the plugin gave with the request. */
  details: object | null;
  state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
  /** What whoever decided wrote to it. */
  comment: string | null;
}

/** Something that organizations may want to have approved before it happens. */
export interface ApprovalKind {
  /** `plugin.resource.verb`: `assets.asset.dispose`. */
  key: string;
  /** One sentence for those who set the policy. */
  description: string;
  /** The record type that it is about: `Asset`. */
  recordType: string;
  /** What holds while the organization has set no policy: it goes through, or it is refused. */
  withoutPolicy: 'APPROVE' | 'REFUSE';
  /**
   * The effect of the decision, in the transaction of the deciding vote and with the voter's
   * context: read what it is about by `ctx.em`, the voter need not see it. A DomainError takes
   * the vote back and tells the voter why. When a request expires the platform is the caller.
   */
  decided(ctx: Ctx, request: ApprovalCase): Promise<void> | void;
}

/** Declares a kind of approval; list it in the plugin's `approvals`. */
export function approvalKind(kind: ApprovalKind): ApprovalKind {
  return kind;
}

/** People who are found when a step begins, such as the manager of whoever asks. */
export interface ApproverResolver {
  /** `plugin.role`: `hr.manager`. */
  key: string;
  description: string;
  /** Memberships (uuids); none: nobody. */
  resolve(ctx: Ctx, request: ApprovalCase): Promise<readonly string[]>;
}

/** Declares a way to find approvers; list it in the plugin's `approvers`. */
export function approverResolver(resolver: ApproverResolver): ApproverResolver {
  return resolver;
}

interface Declared {
  kinds: ReadonlyMap<string, ApprovalKind>;
  resolvers: ReadonlyMap<string, ApproverResolver>;
}

const known = new WeakMap<Composition, Declared>();

/** What the plugins of this platform declare, by key. */
export function declaredApprovals(ctx: Ctx): Declared {
  const { composition } = requestOf(ctx).runtime;
  const definitions = composition.plugins.map(({ definition }) => definition);
  const found = known.get(composition) ?? {
    kinds: byKey(definitions.flatMap(({ approvals = [] }) => approvals)),
    resolvers: byKey(definitions.flatMap(({ approvers = [] }) => approvers)),
  };
  known.set(composition, found);
  return found;
}

function byKey<T extends { key: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.key, one]));
}

/** @throws DomainError CORE_APPROVAL_KIND_UNKNOWN */
export function kindOf(ctx: Ctx, kind: string): ApprovalKind {
  const found = declaredApprovals(ctx).kinds.get(kind);
  if (found) return found;
  throw approvalErrors.APPROVAL_KIND_UNKNOWN({ kind }, ['input', 'kind']);
}

/** What is wrong with the declarations of these plugins, in sentences for the boot. */
export function approvalFaults(
  definitions: readonly PluginDefinition[],
  recordTypes: ReadonlySet<string>,
): string[] {
  const taken = new Map<string, string>();
  const named = (what: string, id: string, key: string): string[] => {
    const owner = taken.get(`${what} ${key}`);
    taken.set(`${what} ${key}`, id);
    const words = `${what} "${key}" of plugin "${id}"`;
    return [
      ...(owner === undefined ? [] : [`${words} is declared by "${owner}" already.`]),
      ...(key.startsWith(`${id}.`) ? [] : [`${words}: its key must begin with "${id}.".`]),
    ];
  };
  return definitions.flatMap(({ id, approvals = [], approvers = [] }) => [
    ...approvals.flatMap(({ key, recordType }) => [
      ...named('Approval', id, key),
      ...(recordTypes.has(recordType)
        ? []
        : [`Approval "${key}" of plugin "${id}" is about ${recordType}, which is no record type.`]),
    ]),
    ...approvers.flatMap(({ key }) => named('Approver', id, key)),
  ]);
}
