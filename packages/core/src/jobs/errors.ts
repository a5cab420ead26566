import { errorsOf } from '../write/errors.js';

/** Business errors of jobs; part of core's error table. */
export const jobErrors = errorsOf('core', {
  JOB_ENDED: 'The job has ended already.',
  JOB_NOT_FAILED: 'Only a failed, dead or cancelled job can be tried again.',
  JOB_ACTOR_GONE: 'Whoever asked for this job may not act here any more.',
  JOB_GIVEN_UP: 'The job was tried {attempts} times without getting on.',
  JOB_LEASES_LOST:
    'Its process ended or hung {times} times while it ran, without the job getting on.',
  JOB_SETBACKS: 'It failed or lost its process {times} times in all.',
  JOB_UNKNOWN: 'No loaded plugin can run this kind of job.',
});
