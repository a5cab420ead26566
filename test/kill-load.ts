import { setTimeout as sleep } from 'node:timers/promises';

/** Mixed load that outlives its server: what is not acknowledged is sent again with its key. */

type Loose = ReturnType<JSON['parse']>;

/** Numbers from 0 to 1 (exclusive), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where the server is now, who asks, and what the records stand on. */
export interface Target {
  url: string;
  owner: string;
  approver: string;
  ids: { entity: string; unit: string; site: string; model: string };
}

/** What was acknowledged: nothing of it may be missing or be there twice. */
export class Ledger {
  /** Name and version of each site by its code. */
  readonly sites = new Map<string, { id: string; name: string; version: number }>();
  /** Assets of people who left. */
  readonly leavers: string[] = [];
  /** Assets whose disposal was approved. */
  readonly disposed: string[] = [];
  /** Tags of imported assets. */
  readonly imported: string[] = [];
  /** Sendings that got no answer, or one that says to come again. */
  again = 0;
}

/** One of several callers at once; each works through its own names and keys. */
export class Worker {
  private count = 0;

  constructor(
    private readonly target: Target,
    private readonly ledger: Ledger,
    private readonly own: { name: string; random: () => number },
  ) {}

  /** Does things until it is told to stop; what it has begun it ends. */
  async run(signal: AbortSignal): Promise<void> {
    const { random } = this.own;
    while (!signal.aborted) {
      const dice = random();
      if (dice < 0.45) await this.site(Math.floor(random() * 4));
      else if (dice < 0.6) await this.batch();
      else if (dice < 0.75) await this.leaver();
      else if (dice < 0.88) await this.disposal();
      else await this.import(5 + Math.floor(random() * 20));
    }
  }

  private next(): string {
    this.count += 1;
    return `${this.own.name}-${this.count}`;
  }

  /** A site, and changes of it that name the version before. */
  private async site(changes: number): Promise<void> {
    const code = this.next();
    const created = await this.send(
      `mutation ($code: String!) { siteCreate(input: { code: $code, name: "0", country: "AT",
         timeZone: "UTC" }) { site { id version name } userErrors { code } } }`,
      { code },
    );
    let site = created.siteCreate.site;
    for (let at = 1; at <= changes; at += 1) {
      const input = { id: site.id, name: String(at), expectedVersion: site.version };
      const changed = await this.send(
        `mutation ($input: SiteUpdateInput!) { siteUpdate(input: $input) {
           site { id version name } userErrors { code } } }`,
        { input },
      );
      site = changed.siteUpdate.site;
    }
    this.ledger.sites.set(code, site);
  }

  /** Three fields of one operation, each with a key of its own. */
  private async batch(): Promise<void> {
    const codes = [this.next(), this.next(), this.next()];
    const fields = codes.map(
      (code, at) => `f${at}: siteCreate(input: { code: "${code}", name: "0", country: "AT",
        timeZone: "UTC" }) @idempotent(key: "batch-${code}") {
        site { id version name } userErrors { code } }`,
    );
    const answer = await this.send(`mutation { ${fields.join('\n')} }`, {}, { key: null });
    for (const [at, code] of codes.entries()) {
      this.ledger.sites.set(code, answer[`f${at}`].site);
    }
  }

  private async asset(more: object): Promise<string> {
    const { model: modelId, site: siteId } = this.target.ids;
    const input = { tag: this.next(), modelId, siteId, at: '2024-02-01T00:00:00Z', ...more };
    const { assetCreate } = await this.send(
      `mutation ($input: AssetCreateInput!) { assetCreate(input: $input) {
         asset { id } userErrors { code } } }`,
      { input },
    );
    return assetCreate.asset.id;
  }

  /** Somebody leaves with an asset in hand: an event, a subscriber, a job, a change. */
  private async leaver(): Promise<void> {
    const { entity: legalEntityId, unit: unitId, site: siteId } = this.target.ids;
    const job = { position: 'Clerk', unitId, siteId };
    const number = this.next();
    const { employeeHire } = await this.send(
      `mutation ($input: EmployeeHireInput!) { employeeHire(input: $input) {
         employee { id } userErrors { code } } }`,
      {
        input: {
          ...{ number, person: { givenName: 'P', familyName: number } },
          employment: { startsOn: '2024-01-01', legalEntityId, job },
        },
      },
    );
    const employeeId = employeeHire.employee.id;
    const assetId = await this.asset({});
    await this.send(
      `mutation ($input: AssetCheckOutInput!) { assetCheckOut(input: $input) {
         asset { id } userErrors { code } } }`,
      { input: { assetId, employeeId } },
    );
    await this.send(
      `mutation ($id: ID!) { employeeTerminate(input: { employeeId: $id, lastDay: "2025-12-31",
         reason: RESIGNATION }) { employee { id } userErrors { code } } }`,
      { id: employeeId },
    );
    this.ledger.leavers.push(assetId);
  }

  /** A disposal that takes somebody else's vote. */
  private async disposal(): Promise<void> {
    const assetId = await this.asset({ cost: { amount: '5000.00', currency: 'EUR' } });
    const { assetDispose } = await this.send(
      `mutation ($input: AssetDisposeInput!) { assetDispose(input: $input) {
         approvalRequest { id version } userErrors { code } } }`,
      { input: { assetId, reason: 'Sold', proceeds: { amount: '5.00', currency: 'EUR' } } },
    );
    const { id, version: expectedVersion } = assetDispose.approvalRequest;
    await this.send(
      `mutation ($input: ApprovalVoteInput!) { approvalRequestApprove(input: $input) {
         approvalRequest { state } userErrors { code } } }`,
      { input: { id, expectedVersion } },
      { token: this.target.approver },
    );
    this.ledger.disposed.push(assetId);
  }

  private async import(size: number): Promise<void> {
    const name = this.next();
    const tags = Array.from({ length: size }, (_, at) => `${name}-${at}`);
    const rows = tags.map((tag) => `${tag},L1,VIE,2020-01-01`);
    const csv = ['tag,model_code,site_code,purchased_on', ...rows].join('\n');
    await this.send(
      `mutation ($uploadId: ID!) { assetImport(input: { uploadId: $uploadId }) {
         job { id } userErrors { code } } }`,
      { uploadId: await this.uploaded(csv) },
    );
    this.ledger.imported.push(...tags);
  }

  /** Bytes whose sending broke off take another address. */
  private async uploaded(csv: string): Promise<string> {
    for (;;) {
      const { fileUploadCreate } = await this.send(
        `mutation ($size: Int!) { fileUploadCreate(input: { name: "rows.csv", size: $size,
           mediaType: "text/csv", purpose: "core.import" }) {
           url upload { id } userErrors { code } } }`,
        { size: csv.length },
      );
      const address = `${this.target.url}${fileUploadCreate.url}`;
      const put = await fetch(address, {
        method: 'PUT',
        headers: { 'content-type': 'text/csv' },
        body: csv,
      }).catch(() => undefined);
      if (put?.status === 201) return fileUploadCreate.upload.id;
      this.ledger.again += 1;
      await sleep(100);
    }
  }

  /**
   * Data of a mutation, however often it has to be sent.
   * @throws Error for an answer that says nothing of coming again
   */
  private async send(
    query: string,
    variables: object,
    by: { token?: string; key?: null } = {},
  ): Promise<Loose> {
    const headers = by.key === null ? {} : { 'idempotency-key': `key-${this.next()}` };
    const { target } = this;
    for (;;) {
      const token = by.token ?? target.owner;
      const { data, errors = [] } = await answerOf(
        target.url,
        { query, variables },
        {
          ...headers,
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
        },
      );
      const refused = Object.values((data ?? {}) as Loose).flatMap(
        (payload: Loose) => payload?.userErrors ?? [],
      );
      if (errors.length + refused.length === 0) return data;
      if (refused.length > 0 || !errors.every(mayComeAgain)) {
        throw new Error(`${query}: ${JSON.stringify([...errors, ...refused])}`);
      }
      this.ledger.again += 1;
      await sleep(errors[0].extensions.retryAfterMs ?? 100);
    }
  }
}

/** The answer; a connection that breaks is one without a code. */
async function answerOf(
  url: string,
  operation: { query: string; variables: object },
  headers: Record<string, string>,
): Promise<Loose> {
  try {
    const body = JSON.stringify(operation);
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return await response.json();
  } catch (error) {
    return { errors: [{ message: String(error), extensions: {} }] };
  }
}

/** No answer at all, or one that says so. */
const mayComeAgain = ({ extensions }: Loose) =>
  extensions.code === undefined || extensions.retryable === true;
