import { newWebhookSecret, type EventType } from '@bureau/core';
import { ConfigError } from '@bureau/server';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { command, type Json } from './command.js';
import { UsageError } from './exit-codes.js';
import { print } from './output.js';
import { openSession, type Session } from './session.js';
import { untilSignal } from './signals.js';
import { forwardWebhooks, type ForwardedDelivery } from './webhook-listener.js';

interface ListenArguments extends Json {
  forwardTo: string;
  topics: readonly string[];
  server?: string;
}

/** `bureau webhooks`: deliveries to the machine of a developer. */
export function addWebhooks(program: Command): void {
  const webhooks = program.command('webhooks').description('Webhooks while you develop.');
  command(webhooks, 'listen', 'Forwards events as signed deliveries until SIGINT or SIGTERM.')
    .addOption(
      new Option('--forward-to <url>', 'address of your receiver, such as one of localhost')
        .argParser(addressOf)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        '--topics <names>',
        'names of events, a beginning with ".*", or "*"; comma between',
      )
        .argParser((text: string) => text.split(',').map((topic) => topic.trim()))
        .default(['*'], '"*"'),
    )
    .addOption(
      new Option('--server <url>', 'address of the server; default: this machine, PORT').argParser(
        addressOf,
      ),
    )
    .addHelpText('after', HELP)
    .action(listen);
}

const HELP = `
Environment:
  BUREAU_TOKEN           API key (bureau token create); it needs core.event.read
  BUREAU_WEBHOOK_SECRET  secret to sign with (whsec_...); default: a new one, printed`;

const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

async function listen({ json = false, forwardTo, topics, server }: ListenArguments): Promise<void> {
  const session = await openSession();
  demandTopics(session, topics);
  const token = process.env['BUREAU_TOKEN'];
  // Not an option: everybody on a machine can read the arguments of a process.
  if (!token) throw new ConfigError('Set BUREAU_TOKEN to an API key that may follow events.');
  const secret = process.env['BUREAU_WEBHOOK_SECRET'] ?? newWebhookSecret();
  if (!SECRET.test(secret)) throw new ConfigError('BUREAU_WEBHOOK_SECRET is no secret (whsec_...)');
  const from = server ?? `http://127.0.0.1:${session.environment.port}`;
  const { signal, end } = untilSignal();
  try {
    await forwardWebhooks({
      ...{ server: from, token, signal, forwardTo, topics, secret },
      ready: () => tell(json, { ready: true, secret, forwardTo }, `ready; secret ${secret}`),
      delivered: (delivery) => tell(json, shownDelivery(delivery), lineOf(delivery)),
      waiting: (reason) => void process.stderr.write(`${reason}\n`),
    });
  } finally {
    end();
  }
}

/** With `--json` a document a line: somebody follows it. */
function tell(json: boolean, data: object, text: string): void {
  if (json) process.stdout.write(`${JSON.stringify(data)}\n`);
  else print(false, data, () => text);
}

function shownDelivery({ event, ...delivery }: ForwardedDelivery) {
  return { ...delivery, event: event.name, recordId: event.recordId, isTest: event.isTest };
}

function lineOf({ event, status, fault, durationMs }: ForwardedDelivery): string {
  const about = [event.name, event.recordId, event.isTest ? '(test)' : ''].filter(Boolean);
  return `${event.at}  ${about.join(' ')}  ${status ?? fault}  ${durationMs} ms`;
}

function demandTopics({ plugins }: Session, topics: readonly string[]): void {
  const names = plugins.flatMap(({ events = [] }) => events.map(({ name }: EventType) => name));
  const unknown = topics.find(
    (topic) => topic !== '*' && !topic.endsWith('.*') && !names.includes(topic),
  );
  if (unknown === undefined) return;
  throw new UsageError(`There is no event "${unknown}": eventTypes lists them.`);
}

function addressOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It takes an http or https address.');
}
