import type { Principal } from '../context/principal.js';
import type { Runtime } from '../context/runtime.js';
import { Refusal } from '../write/errors.js';
import { DocumentPolicies, type DocumentPolicy } from './document-policies.js';
import { normalized, sha256Of } from './document-text.js';

/** What a request names as its document. */
export interface SentDocument {
  text?: string;
  /** `sha256:` and 64 hexadecimal digits. */
  id?: string;
}

/** Tells which document a request runs, if it may. */
export interface DocumentCatalogue {
  /**
   * The text to execute; undefined when nothing was sent.
   * @throws Refusal DOCUMENT_NOT_REGISTERED, UNAUTHENTICATED for anonymous callers, BAD_USER_INPUT
   * for an id that is none or that belongs to another text
   */
  textOf(principal: Principal, sent: SentDocument, deadline: number): Promise<string | undefined>;
  /** Writes down what was used since the last time. */
  flush(): Promise<void>;
}

const ID = /^sha256:([0-9a-f]{64})$/;
const POLICY = `
  select o.document_mode as mode, (
    select coalesce(string_agg(d.sha256 || ' ' || d.normalized_sha256, ' '), '')
    from core.registered_document d where d.state = 'ACTIVE') as hashes
  from core.organization o where o.id = $1`;
const TEXT = "select text from core.registered_document where sha256 = $1 and state = 'ACTIVE'";
const USED = `
  update core.registered_document set last_used_at = now()
  where sha256 = any($1::text[])
    and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
const FLUSH_MS = 60_000;
const MAX_KEPT = 500;
const MAX_UNKNOWN = 5_000;

/** The catalogue of a runtime: public documents of its plugins, registered ones of the callers. */
export function createDocumentCatalogue(runtime: Runtime): DocumentCatalogue {
  return new RuntimeCatalogue(runtime);
}

class RuntimeCatalogue implements DocumentCatalogue {
  /** By SHA-256 of the text, and of the normalized text. */
  private readonly known = new Map<string, string>();
  /** Texts of organizations, by organization and SHA-256. */
  private readonly texts = new Map<string, string>();
  /** Unregistered texts that were logged. */
  private readonly unknown = new Set<string>();
  /** Organization -> SHA-256 of documents that were used. */
  private used = new Map<string, Set<string>>();
  private flushedAt = performance.now();

  constructor(private readonly runtime: Runtime) {
    const all = runtime.composition.plugins.flatMap(({ definition }) => definition.documents ?? []);
    for (const { text } of all) {
      this.known.set(sha256Of(text), text);
      this.known.set(sha256Of(normalized(text) ?? text), text);
    }
  }

  async textOf(
    principal: Principal,
    sent: SentDocument,
    deadline: number,
  ): Promise<string | undefined> {
    const { id, text } = sent;
    if (id === undefined && text === undefined) return undefined;
    const asked = id === undefined ? undefined : hashIn(id);
    const own = text === undefined ? undefined : sha256Of(text);
    if (asked !== undefined && own !== undefined && asked !== own) {
      const message = 'The text is not the one that documentId names.';
      throw new Refusal('BAD_USER_INPUT', message, { http: { status: 400 } });
    }
    const isPublic = this.known.get(asked ?? own ?? '');
    if (isPublic !== undefined) return isPublic;
    const { organizationId } = principal;
    if (organizationId === undefined) return this.likePublic(text) ?? refuseAnonymous();
    const read = (of: string) => this.readPolicy(of, deadline);
    const policy = await this.runtime.service(DocumentPolicies).of(organizationId, read);
    if (asked !== undefined) return this.byId({ organizationId, policy, deadline }, asked);
    const found = this.byText({ organizationId, policy }, text ?? '', own ?? '');
    return found ?? this.likePublic(text) ?? refuseText(policy);
  }

  async flush(): Promise<void> {
    const { used } = this;
    this.used = new Map();
    this.flushedAt = performance.now();
    for (const [organizationId, hashes] of used) {
      const statement = { text: USED, values: [[...hashes]] };
      await this.runtime.reads.sql(organizationId, statement).catch((error: unknown) => {
        this.runtime.log.warn({ err: error }, 'last use of documents was not written');
      });
    }
  }

  /** The public document that differs in nothing but comments and spaces. */
  private likePublic(text = ''): string | undefined {
    return this.known.get(sha256Of(normalized(text) ?? ''));
  }

  private byText(
    { organizationId, policy }: Asked,
    text: string,
    hash: string,
  ): string | undefined {
    if (policy.mode === 'IDS') return undefined;
    const key = `${organizationId} ${hash}`;
    if (policy.mode === 'AUDIT' && this.unknown.has(key)) return text;
    if (policy.hashes.has(hash) || policy.hashes.has(sha256Of(normalized(text) ?? ''))) {
      this.noteUse(organizationId, hash);
      return text;
    }
    if (policy.mode === 'TEXT') return undefined;
    if (this.unknown.size >= MAX_UNKNOWN) this.unknown.clear();
    this.unknown.add(key);
    this.runtime.log.info({ organizationId, sha256: hash }, 'document is not registered');
    return text;
  }

  private async byId(asked: Asked & { deadline: number }, hash: string): Promise<string> {
    const { organizationId, policy, deadline } = asked;
    const key = `${organizationId} ${hash}`;
    const kept = policy.hashes.has(hash) ? this.texts.get(key) : undefined;
    const text = kept ?? (await this.readText(organizationId, hash, deadline));
    if (this.texts.size >= MAX_KEPT) this.texts.clear();
    this.texts.set(key, text);
    this.noteUse(organizationId, hash);
    return text;
  }

  private async readText(of: string, hash: string, deadline: number): Promise<string> {
    const statement = { text: TEXT, values: [hash] };
    const [row] = await this.runtime.reads.sql<{ text: string }>(of, statement, deadline);
    if (row) return row.text;
    throw notRegistered('No document with this id is registered here, or it was retired.');
  }

  private async readPolicy(of: string, deadline: number): Promise<DocumentPolicy> {
    const statement = { text: POLICY, values: [of] };
    const [row] = await this.runtime.reads.sql<PolicyRow>(of, statement, deadline);
    return { mode: row?.mode ?? 'AUDIT', hashes: new Set(row?.hashes.split(' ')) };
  }

  private noteUse(organizationId: string, hash: string): void {
    const hashes = this.used.get(organizationId) ?? new Set();
    this.used.set(organizationId, hashes.add(hash));
    if (performance.now() - this.flushedAt > FLUSH_MS) void this.flush();
  }
}

interface Asked {
  organizationId: string;
  policy: DocumentPolicy;
}

interface PolicyRow {
  mode: DocumentPolicy['mode'];
  hashes: string;
}

function hashIn(id: string): string {
  const hash = ID.exec(id)?.[1];
  if (hash !== undefined) return hash;
  const message = 'documentId is "sha256:" and the SHA-256 of the text in 64 lower-case digits.';
  throw new Refusal('BAD_USER_INPUT', message, { http: { status: 400 } });
}

function refuseAnonymous(): never {
  throw new Refusal(
    'UNAUTHENTICATED',
    'Without a credential only public documents run, such as that for signing in ' +
      '(docs/guides/integrating.md). Send "Authorization: Bearer ...".',
  );
}

function refuseText({ mode }: DocumentPolicy): never {
  const how = mode === 'IDS' ? 'Name a registered one by documentId.' : 'Register it first.';
  throw notRegistered(`This organization does not run such a text. ${how}`);
}

function notRegistered(message: string): Refusal {
  return new Refusal('DOCUMENT_NOT_REGISTERED', message, { http: { status: 400 } });
}
