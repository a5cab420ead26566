import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { secretReadsOf } from '../audit/secret-reads.js';
import { pageLimit } from '../authz/limits.js';
import type { Caller, Runtime, StatementRunner } from '../context/runtime.js';
import { loadDefinitions } from '../fields/definitions.js';
import type { RecordType } from '../model/record-type.js';
import { sealedCell, sealedColumn } from '../vault/vault.js';
import type { ReadScope } from './scope.js';

/** What the planner takes from a request's context. */
export interface ReadAccess {
  readonly runtime: Runtime;
  readonly caller: Caller;
  readonly runner: StatementRunner;
  readonly now: Date;
  readonly today: string;
}

type Selection = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

const NO_ROWS = createSecretKey(randomBytes(32));

/** The scope in which one operation of a caller is planned. */
export function readScope(access: ReadAccess, info: Selection): ReadScope {
  const { runtime, caller } = access;
  const { principal } = caller;
  const organizationId = principal.organizationId;
  return {
    schema: info.schema,
    fragments: info.fragments,
    variables: info.variableValues,
    records: runtime.composition.records,
    rules: runtime.composition.rules,
    principal,
    organizationId,
    today: access.today,
    now: access.now,
    pageLimit: pageLimit(principal.limitClass),
    tenantPredicate: runtime.tenantPredicate,
    listsById: caller.listsById === true,
    get cursorKey() {
      return cursorKey(runtime, organizationId);
    },
    customFields: undefined,
    readCustomFields: (runner) => loadDefinitions(runtime, organizationId, runner),
    secretReads: secretReadsOf(runtime.composition, caller),
    open: ({ record, column, rowId, sealed }) => {
      const cell = sealedCell(plainTable(record), column, rowId);
      return runtime.vault.openCell(organizationId ?? '', cell, sealed);
    },
    blind: (record, column, plain) => {
      const index = sealedColumn(plainTable(record), column);
      return runtime.vault.blindIndex(organizationId ?? '', index, plain);
    },
  };
}

/** `"hr"."employee"` -> `hr.employee`, as the unit of work names it when it seals. */
function plainTable(record: RecordType): string {
  return record.table.replaceAll('"', '');
}

/** By organization, so that a change of the root key spoils no cursor. */
function cursorKey(runtime: Runtime, organizationId: string | undefined): KeyObject {
  // Without an organization there are no rows, and so no cursors.
  if (organizationId === undefined) return NO_ROWS;
  const index = runtime.vault.blindIndex(organizationId, 'cursor', 'key');
  return createSecretKey(createHmac('sha256', index).digest());
}
