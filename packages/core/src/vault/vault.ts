import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './cipher.js';
import { firstKey, newerKeys, newestNumber } from './file-key-ring.js';
import { organizationKey, type OrganizationKeyStore } from './organization-keys.js';
import type { RootKeys } from './root-keys.js';

/** Sealed with the organization's key. */
const VERSION = 'v1';
/** Sealed with the key of a subject: `v2:<uuid of the subject>:<text>`. */
const OF_SUBJECT = 'v2';
const KEY_BYTES = 32;
const CACHED_ORGANIZATIONS = 10_000;

/** The key of one subject (a person), as the database keeps it. */
export interface DataKey {
  organizationId: string;
  /** Uuid of the subject. */
  subjectId: string;
  /** Base64url, wrapped by the key of the organization (`Vault.newDataKey`). */
  wrapped: string;
}

interface DerivedKeys {
  seal: Buffer;
  /** Wraps the keys of subjects. */
  wrap: Buffer;
  index: Buffer;
  auditHead: Buffer;
  /** Seal the keys of files, by number from 2 on; before them `seal` does. */
  files: ReadonlyMap<number, Buffer>;
}

/**
 * Seals values with keys that are derived (HKDF-SHA256, RFC 5869) from the key of their
 * organization, which a root key wraps. AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce;
 * organization and cell are associated data, so that a sealed text opens in its own row and column
 * only. Whoever works for an organization awaits `ready` first; the rest is synchronous.
 */
export class Vault {
  private readonly keys = new Map<string, DerivedKeys>();
  private readonly loading = new Map<string, Promise<void>>();

  constructor(
    readonly rootKeys: RootKeys,
    private readonly store: OrganizationKeyStore,
  ) {}

  /**
   * Has the key of an organization at hand afterwards; the first time it is read, or made. An
   * organization that does not exist has none, and nothing can be sealed for it.
   * @throws RootKeyMissing, or what the database threw
   */
  async ready(organizationId: string | undefined): Promise<void> {
    if (organizationId === undefined || this.keys.has(organizationId)) return;
    const under = this.loading.get(organizationId);
    const load = under ?? this.load(organizationId);
    this.loading.set(organizationId, load);
    await load.finally(() => this.loading.delete(organizationId));
  }

  /** `v1:` + base64url(nonce, tag, ciphertext). `cell` is made by `sealedCell`. */
  seal(organizationId: string, cell: string, plain: string): string {
    const key = this.keysOf(organizationId).seal;
    const text = encrypt(key, associated(organizationId, cell), Buffer.from(plain, 'utf8'));
    return `${VERSION}:${text}`;
  }

  /** The plain text. @throws Error when key, cell or text do not belong together. */
  open(organizationId: string, cell: string, sealed: string): string {
    const [version, body] = sealed.split(':');
    if (version !== VERSION || body === undefined) throw new Error(`${cell} is not sealed.`);
    const key = this.keysOf(organizationId).seal;
    return decrypt(key, associated(organizationId, cell), body).toString('utf8');
  }

  /** A new key for the secrets of one subject, wrapped: what is kept of it. */
  newDataKey(organizationId: string, subjectId: string): string {
    const { wrap } = this.keysOf(organizationId);
    return encrypt(wrap, keyName(organizationId, subjectId), randomBytes(KEY_BYTES));
  }

  /** The same as `seal` with the key of a subject: whoever destroys it destroys the value. */
  sealFor(key: DataKey, cell: string, plain: string): string {
    const { organizationId, subjectId } = key;
    const place = associated(organizationId, `${subjectId}|${cell}`);
    const text = encrypt(this.unwrapped(key), place, Buffer.from(plain, 'utf8'));
    return `${OF_SUBJECT}:${subjectId}:${text}`;
  }

  /**
   * The plain text of a cell as `sealedWithKey` reads it, whosever key it was sealed with; null
   * when that key was destroyed. @throws Error when key, cell or text do not belong together
   */
  openCell(organizationId: string, cell: string, sealed: string): string | null {
    const [version, subjectId, text, wrapped] = sealed.split(':');
    if (version !== OF_SUBJECT) return this.open(organizationId, cell, sealed);
    if (subjectId === undefined || text === undefined || wrapped === undefined) {
      throw new Error(`${cell} was read without the key of its subject.`);
    }
    if (wrapped === '') return null;
    const key = this.unwrapped({ organizationId, subjectId, wrapped });
    return decrypt(key, associated(organizationId, `${subjectId}|${cell}`), text).toString('utf8');
  }

  /**
   * Equal values of one column in one organization have equal indexes (HMAC-SHA256, base64url);
   * nothing else can be told from them. `column` is made by `sealedColumn`.
   */
  blindIndex(organizationId: string, column: string, plain: string): string {
    const key = this.keysOf(organizationId).index;
    return createHmac('sha256', key).update(`${column}\0${plain}`).digest('base64url');
  }

  /** 32 bytes from which the key is made that signs the audit trail of the organization. */
  auditHeadSeed(organizationId: string): Buffer {
    return this.keysOf(organizationId).auditHead;
  }

  /** The same as `ready`, with the keys as they are stored at this moment. */
  async readAnew(organizationId: string): Promise<void> {
    await this.load(organizationId);
  }

  /** `seal` by the newest key of files: `k2:` + base64url, or `v1:` while there is none. */
  sealFileKey(organizationId: string, cell: string, plain: string): string {
    const { files } = this.keysOf(organizationId);
    const number = newestNumber(files);
    const key = files.get(number);
    if (!key) return this.seal(organizationId, cell, plain);
    const place = fileKeyPlace(organizationId, number, cell);
    return `k${number}:${encrypt(key, place, Buffer.from(plain, 'utf8'))}`;
  }

  /** The plain text, by whichever key it was sealed. @throws Error as `open` does */
  openFileKey(organizationId: string, cell: string, sealed: string): string {
    const number = numberOf(sealed);
    if (number === 1) return this.open(organizationId, cell, sealed);
    const key = this.keysOf(organizationId).files.get(number);
    if (!key) throw new Error(`${cell} is sealed by a key that is not there.`);
    const body = sealed.slice(sealed.indexOf(':') + 1);
    return decrypt(key, fileKeyPlace(organizationId, number, cell), body).toString('utf8');
  }

  /** Whether the key is at hand by which this was sealed. */
  hasFileKey(organizationId: string, sealed: string): boolean {
    const number = numberOf(sealed);
    return number === 1 || this.keysOf(organizationId).files.has(number);
  }

  /** Whether this was sealed by the newest key that is at hand. */
  isNewestFileKey(organizationId: string, sealed: string): boolean {
    return numberOf(sealed) === newestNumber(this.keysOf(organizationId).files);
  }

  /** The same for an organization that may not exist: whether it has a key. */
  async has(organizationId: string): Promise<boolean> {
    await this.ready(organizationId);
    return this.keys.has(organizationId);
  }

  private unwrapped({ organizationId, subjectId, wrapped }: DataKey): Buffer {
    const { wrap } = this.keysOf(organizationId);
    return decrypt(wrap, keyName(organizationId, subjectId), wrapped);
  }

  private async load(organizationId: string): Promise<void> {
    const secret = await organizationKey(this.rootKeys, this.store, organizationId);
    if (!secret) return;
    const derive = (use: string, key = firstKey(secret)) =>
      Buffer.from(hkdfSync('sha256', key, organizationId, `bureau:${use}:v1`, KEY_BYTES));
    const newer = [...newerKeys(secret)].map(
      ([number, key]) => [number, derive('file-key', key)] as const,
    );
    const [oldest] = this.keys.keys();
    const isFull = this.keys.size >= CACHED_ORGANIZATIONS && !this.keys.has(organizationId);
    if (isFull && oldest !== undefined) this.keys.delete(oldest);
    this.keys.set(organizationId, {
      seal: derive('seal'),
      wrap: derive('data-key'),
      index: derive('index'),
      auditHead: derive('audit-head'),
      files: new Map(newer),
    });
  }

  private keysOf(organizationId: string): DerivedKeys {
    const known = this.keys.get(organizationId);
    if (known) return known;
    throw new Error(`No key of organization "${organizationId}" is at hand: await vault.ready().`);
  }
}

function associated(organizationId: string, cell: string): string {
  return `${VERSION}|${organizationId}|${cell}`;
}

/** By which key a key of a file was sealed; 1: the first one of the organization. */
function numberOf(sealed: string): number {
  return Number(/^k(\d{1,9}):/.exec(sealed)?.[1] ?? 1);
}

function fileKeyPlace(organizationId: string, number: number, cell: string): string {
  return `k${number}|${organizationId}|${cell}`;
}

function keyName(organizationId: string, subjectId: string): string {
  return `data-key|${organizationId}|${subjectId}`;
}

/** `hr.employee.bank_account`; the table may be quoted, as in `RecordType.table`. */
export function sealedColumn(table: string, column: string): string {
  return `${table.replaceAll('"', '')}.${column}`;
}

/** The place of a sealed value: table, column and row (uuid). */
export function sealedCell(table: string, column: string, id: string): string {
  return `${sealedColumn(table, column)}.${id}`;
}
