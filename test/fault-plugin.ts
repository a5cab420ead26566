import { Arg, definePlugin, Query, Resolver, SIGNED_IN } from '@bureau/core';

/** What must never reach a caller: SQL, a path, a package, a value. */
export const SECRETS = ['select secret_column', '/srv/bureau/secret.ts', '@mikro-orm', 'hunter2'];

@Resolver()
class FaultResolver {
  /** Fails in the way that is asked for. */
  @Query(() => String, { nullable: true, description: 'Fails on purpose.' })
  faultThrow(@Arg('kind', () => String, { description: 'How.' }) kind: string): string {
    const text = `${SECRETS[0]} from t at ${SECRETS[1]} (${SECRETS[2]}) ${SECRETS[3]}`;
    if (kind === 'sql') throw Object.assign(new Error(text), { code: '42P01', detail: text });
    if (kind === 'string') throw text;
    throw new TypeError(text);
  }

  @Query(() => String, {
    description: 'What was before.',
    deprecationReason: 'Use viewer. Removed after 2099-12-31.',
    nullable: true,
  })
  faultFormer(): string | null {
    return null;
  }
}

/** A plugin whose one field fails. */
export const faultPlugin = definePlugin({
  id: 'fault',
  version: '0.1.0',
  api: '^1.0',
  description: 'Fails on purpose.',
  resolvers: [FaultResolver],
  rules: { Query: { faultThrow: SIGNED_IN, faultFormer: SIGNED_IN } },
});
