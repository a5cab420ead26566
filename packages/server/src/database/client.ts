import pg from 'pg';

const connectTimeoutMs = 10_000;

/** Runs `use` on one connection of its own and closes it. */
export async function withClient<T>(
  databaseUrl: string,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'bureau setup',
  });
  // A connection that breaks while idle would otherwise end the process; queries still reject.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The SQLSTATE of an error of the database, or of its connection (ECONNREFUSED), else ''. */
export function sqlState(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
