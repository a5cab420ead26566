import { createApprovalDeadlines } from '../approvals/deadline-service.js';
import { createSealer } from '../audit/sealer.js';
import type { Runtime } from '../context/runtime.js';
import { createCountFolder } from '../counts/count-folder.js';
import type { EventConsumer } from '../events/consumer.js';
import { createDispatcher } from '../events/dispatcher.js';
import { subscriberConsumer } from '../events/subscriber-consumer.js';
import { createFileSweeper } from '../files/file-sweeper.js';
import { liveConsumer } from '../live/live-consumer.js';
import { webhookConsumer } from '../webhooks/webhook-consumer.js';
import { createWebhookSender } from '../webhooks/webhook-sender.js';
import { createRollupFolder } from '../metrics/rollup-folder.js';
import { createJobRunner } from '../jobs/job-runner.js';
import { createScheduler } from '../jobs/scheduler.js';
import { pluginServices } from './plugin-background.js';
import { createRetention } from './retention.js';

/** Work of the platform behind the requests: jobs, dispatch of events, sealing of the trail. */
export interface BackgroundService {
  /** For logs and health: `jobs`. */
  readonly name: string;
  start(): void;
  /** Looks now. */
  wake(): void;
  /** Resolves when nothing waits that it could do now and nothing of it is under way. */
  settled(): Promise<void>;
  /** Lets what is under way finish, gives the rest back and closes. Once. */
  stop(): Promise<void>;
}

export interface BackgroundOptions {
  /** URL of the worker role, which sees across organizations what it needs and nothing else. */
  workerUrl: string;
  /** Milliseconds between two looks when nobody calls. Default 500. */
  pollMs?: number;
  /** Jobs at once in this process, each of another organization. Default 2. */
  concurrency?: number;
  /** Asked before each job and at each look: while it says so, jobs wait where they are. */
  isPaused?: () => boolean;
}

/** Every service of this process, in the order of their start; they are stopped in reverse. */
export function createBackground(
  runtime: Runtime,
  options: BackgroundOptions,
): BackgroundService[] {
  const consumers = eventConsumers(runtime);
  return [
    createJobRunner(runtime, options),
    createDispatcher(runtime, { ...options, consumers }),
    createFileSweeper(runtime, options),
    createSealer(runtime, options),
    createScheduler(runtime, options),
    createRetention(runtime, options),
    createWebhookSender(runtime, options),
    createApprovalDeadlines(runtime, options),
    createRollupFolder(runtime, options),
    createCountFolder(runtime, options),
    ...pluginServices(runtime),
  ];
}

/** Who takes events over from the outbox. */
function eventConsumers(runtime: Runtime): EventConsumer[] {
  const subscribers = subscriberConsumer(runtime, () => runtime.signals.announce('core_job'));
  return [subscribers, webhookConsumer, liveConsumer];
}
