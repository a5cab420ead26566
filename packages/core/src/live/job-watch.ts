import type { RequestContext } from '../context/request.js';
import { uuidv7 } from '../model/ids.js';
import { LiveStream } from './live-stream.js';

const LOOK_MS = 500;

// Progress is written without events: a notification for each step would make writers wait.
const STATE = `
  select state, md5(concat_ws('|', state, done, failed, total, step, error_code)) as mark
  from core.job where id = $1`;

const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

interface JobState extends Record<string, unknown> {
  state: string;
  mark: string;
}

/** An event for each change of a job, first for what it is now; ends with the job. */
export function watchJob(ctx: RequestContext, id: string): LiveStream {
  const { runtime, organizationId } = ctx;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let mark = '';
  const stream = new LiveStream(() => {
    ended = true;
    clearTimeout(timer);
  });
  const look = async (): Promise<void> => {
    const statement = { text: STATE, values: [id] };
    const [job] = await runtime.reads.sql<JobState>(organizationId, statement);
    if (ended) return;
    if (job && job.mark !== mark) {
      mark = job.mark;
      stream.push(jobEvent(id, runtime.clock()));
    }
    if (!job || ENDED.has(job.state)) stream.finish();
    else timer = setTimeout(turn, LOOK_MS);
  };
  const turn = (): void => void look().catch((error: unknown) => stream.fail(error as Error));
  turn();
  return stream;
}

function jobEvent(recordId: string, at: Date) {
  const name = 'core.job.updated';
  return {
    id: uuidv7(),
    name,
    version: 1,
    recordType: 'Job',
    recordId,
    payload: {},
    at,
    isTest: false,
  };
}
