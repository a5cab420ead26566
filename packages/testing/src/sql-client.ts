import pg from 'pg';

/** A row of a raw statement; give the statement a type argument where it matters. */
export type Row = Record<string, unknown>;

/** One raw connection. Days and numerics come as texts, as PostgreSQL prints them. */
export interface SqlClient {
  query<R extends object = Row>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
  end(): Promise<void>;
}

const DATE = 1082;

/** Opens a connection on one organization, or on none; its end by the server is no error. */
export async function openClient(url: string, organizationId?: string): Promise<SqlClient> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'bureau test',
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC',
    types: { getTypeParser: parserOf },
  });
  client.on('error', () => undefined);
  await client.connect();
  if (organizationId !== undefined) {
    await client.query("select set_config('app.organization_id', $1, false)", [organizationId]);
  }
  return {
    query: async <R extends object>(text: string, values: readonly unknown[] = []) => {
      const { rows, rowCount } = await client.query<R>(text, [...values]);
      return { rows, rowCount };
    },
    end: () => client.end(),
  };
}

/** Runs `use` on a connection of its own. */
export async function withSql<T>(url: string, use: (client: SqlClient) => Promise<T>): Promise<T> {
  const client = await openClient(url);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A day is no instant: a `Date` would move it by the zone of the machine. */
const parserOf: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === DATE ? (text: string) => text : (pg.types.getTypeParser(oid, format) as never);
