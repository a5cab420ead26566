import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  Arg,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { Entry } from './entities.js';
import { Posting } from './posting.js';
import { AuditEntry, IdempotencyKey, OutboxEvent } from './trail-entities.js';

/** What the resolver gets, made anew for each request. */
export interface BooksContext {
  em: EntityManager;
  organizationId: string;
  permissions: readonly string[];
}

@InputType()
class LineInput {
  @Field(() => String)
  accountCode!: string;
  @Field(() => String, { nullable: true })
  debit?: string | null;
  @Field(() => String, { nullable: true })
  credit?: string | null;
}

@InputType()
class PostInput {
  @Field(() => String)
  journalCode!: string;
  @Field(() => String)
  postedOn!: string;
  @Field(() => [LineInput])
  lines!: LineInput[];
}

@ObjectType()
class PostedEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  reference!: string;
}

@ObjectType()
class PostPayload {
  @Field(() => PostedEntry)
  journalEntry!: PostedEntry;
}

/** Who calls; the token of the run stands for one caller. */
const PRINCIPAL = randomUUID();

@Resolver()
export class PostingResolver {
  @Query(() => Boolean)
  ready(): boolean {
    return true;
  }

  /** Key, entry, trail and events in one transaction, as the gateway has them. */
  @Mutation(() => PostPayload)
  async journalEntryPost(
    @Ctx() { em, organizationId }: BooksContext,
    @Arg('input', () => PostInput) input: PostInput,
    @Arg('key', () => String) key: string,
  ): Promise<PostPayload> {
    return em.transactional(async (own) => {
      const claim = { organizationId, principalId: PRINCIPAL, key };
      const fingerprint = createHash('sha256').update(JSON.stringify(input)).digest('hex');
      const known = await own.findOne(IdempotencyKey, claim);
      if (known?.fingerprint === fingerprint) return JSON.parse(known.outcome) as PostPayload;
      const entry = await new Posting(own, organizationId).post(input);
      leaveTrail(own, entry);
      const payload = { journalEntry: { id: entry.id, reference: entry.reference } };
      own.create(IdempotencyKey, { ...claim, fingerprint, outcome: JSON.stringify(payload) });
      return payload;
    });
  }
}

function leaveTrail(em: EntityManager, { id, organizationId, ...entry }: Entry): void {
  const { reference, postedOn, kind, baseTotal } = entry;
  const about = { reference, postedOn, kind, baseTotal };
  const by = { principalKind: 'apiKey', principalId: PRINCIPAL, requestId: randomUUID() };
  const record = { organizationId, recordType: 'JournalEntry', recordId: id };
  em.create(AuditEntry, {
    ...{ ...record, ...by, id: randomUUID() },
    operation: 'journalEntryPost',
    action: 'CREATE',
    after: about,
  });
  const events = {
    'accounting.entry.posted': { ...about, entryId: id, source: null },
    'core.record.changed': { action: 'CREATE', fields: [], version: null },
  };
  for (const [name, payload] of Object.entries(events)) {
    em.create(OutboxEvent, { ...record, ...by, id: randomUUID(), name, form: 1, payload });
  }
}
