import { emitTestEvent, organizationIdOf, TestEventFault, type TestEventOrder } from '@bureau/core';
import { ConfigError } from '@bureau/server';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { command, type Json } from './command.js';
import { UsageError } from './exit-codes.js';
import { print } from './output.js';
import { openSession, withOwnerClient, withRuntime } from './session.js';

interface TriggerArguments extends Json {
  organization: string;
  record?: string;
  payload?: unknown;
}

/** `bureau events`: events that did not happen, to try receivers with. */
export function addEvents(program: Command): void {
  const events = program.command('events').description('Events, to try receivers with.');
  command(events, 'trigger <name>', 'Emits a sample of an event, marked as a test.')
    .requiredOption('--organization <slug>', 'slug of the organization')
    .option('--record <id>', 'public id of the record that it is about; default: none')
    .addOption(
      new Option('--payload <json>', 'its payload; default: one made from its schema').argParser(
        jsonOf,
      ),
    )
    .addHelpText('after', '\nFor development only: it needs BUREAU_DEVELOPMENT=1.')
    .action(trigger);
}

async function trigger(name: string, options: TriggerArguments): Promise<void> {
  const { json = false, organization, record: recordId, payload } = options;
  const session = await openSession();
  if (!session.environment.development) {
    throw new ConfigError('Test events are for development: set BUREAU_DEVELOPMENT=1.');
  }
  await withOwnerClient(session, async (client, database) => {
    const organizationId = await organizationIdOf(client, organization);
    const order: TestEventOrder = { organizationId, name, recordId, payload };
    const emitted = await withRuntime(session, database, (runtime) =>
      emitTestEvent(runtime, order).catch((error: unknown) => {
        throw error instanceof TestEventFault ? new UsageError(error.message) : error;
      }),
    );
    print(json, emitted, () => `${emitted.name} emitted in ${organization}, marked as a test`);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('It takes JSON.');
  }
}
