import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { organizationKey, type OrganizationKeyStore } from './organization-keys.js';
import type { RootKeys } from './root-keys.js';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CACHED_ORGANIZATIONS = 10_000;

interface DerivedKeys {
  seal: Buffer;
  index: Buffer;
  auditHead: Buffer;
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
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keysOf(organizationId).seal, iv);
    cipher.setAAD(associated(organizationId, cell));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const packed = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    return `${VERSION}:${packed.toString('base64url')}`;
  }

  /** The plain text. @throws Error when key, cell or text do not belong together. */
  open(organizationId: string, cell: string, sealed: string): string {
    const [version, body] = sealed.split(':');
    if (version !== VERSION || body === undefined) throw new Error(`${cell} is not sealed.`);
    const packed = Buffer.from(body, 'base64url');
    const iv = packed.subarray(0, IV_BYTES);
    const key = this.keysOf(organizationId).seal;
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated(organizationId, cell));
    decipher.setAuthTag(packed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const plain = decipher.update(packed.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
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

  /** The same for an organization that may not exist: whether it has a key. */
  async has(organizationId: string): Promise<boolean> {
    await this.ready(organizationId);
    return this.keys.has(organizationId);
  }

  private async load(organizationId: string): Promise<void> {
    const key = await organizationKey(this.rootKeys, this.store, organizationId);
    if (!key) return;
    const derive = (use: string) =>
      Buffer.from(hkdfSync('sha256', key, organizationId, `bureau:${use}:v1`, 32));
    const [oldest] = this.keys.keys();
    if (this.keys.size >= CACHED_ORGANIZATIONS && oldest !== undefined) this.keys.delete(oldest);
    this.keys.set(organizationId, {
      seal: derive('seal'),
      index: derive('index'),
      auditHead: derive('audit-head'),
    });
  }

  private keysOf(organizationId: string): DerivedKeys {
    const known = this.keys.get(organizationId);
    if (known) return known;
    throw new Error(`No key of organization "${organizationId}" is at hand: await vault.ready().`);
  }
}

function associated(organizationId: string, cell: string): Buffer {
  return Buffer.from(`${VERSION}|${organizationId}|${cell}`, 'utf8');
}

/** `hr.employee.bank_account`; the table may be quoted, as in `RecordType.table`. */
export function sealedColumn(table: string, column: string): string {
  return `${table.replaceAll('"', '')}.${column}`;
}

/** The place of a sealed value: table, column and row (uuid). */
export function sealedCell(table: string, column: string, id: string): string {
  return `${sealedColumn(table, column)}.${id}`;
}
