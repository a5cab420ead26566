import type { Ctx } from '../context/ctx.js';
import { RequestContext } from '../context/request.js';
import type { Runtime } from '../context/runtime.js';
import { systemCaller } from '../context/system.js';
import { uuidv7 } from '../model/ids.js';
import type { LoadedPlugin } from '../plugin/composition.js';
import { inTransaction } from '../write/transaction.js';
import type { BackgroundService } from './background.js';

/** What a service of a plugin behind the requests works with. */
export interface BackgroundHost {
  /** The settings of the plugin as its schema parsed them. */
  readonly settings: unknown;
  log(message: string, data?: Record<string, unknown>): void;
  /**
   * One transaction in an organization (uuid), in which the platform acts, under this name in the
   * trail. Nothing stays when the work throws.
   */
  within<T>(organizationId: string, operation: string, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** Reads, and stores bytes, outside of any transaction. */
  read<T>(organizationId: string, work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

/**
 * Work of a plugin that waits for something outside: mails that come in, a folder that is watched.
 * `undefined`: the settings ask for none. Work that is known beforehand is a job.
 */
export type BackgroundFactory = (host: BackgroundHost) => BackgroundService | undefined;

/** The services of all plugins that have started. */
export function pluginServices(runtime: Runtime): BackgroundService[] {
  return runtime.composition.plugins
    .filter(({ failure }) => failure === undefined)
    .flatMap((plugin) => {
      const host = backgroundHost(runtime, plugin);
      return (plugin.definition.background ?? []).flatMap((create) => create(host) ?? []);
    });
}

/** What the services of one plugin work with. */
export function backgroundHost(
  runtime: Runtime,
  { definition, settings }: Pick<LoadedPlugin, 'definition' | 'settings'>,
): BackgroundHost {
  const caller = (organizationId: string) =>
    systemCaller(runtime.composition, organizationId, uuidv7());
  return {
    settings,
    log: (message, data = {}) => runtime.log.info({ plugin: definition.id, ...data }, message),
    within: async (organizationId, operation, work) => {
      const options = { operation, work };
      return (await inTransaction(runtime, caller(organizationId), options)).value;
    },
    read: (organizationId, work) => work(new RequestContext(runtime, caller(organizationId))),
  };
}
