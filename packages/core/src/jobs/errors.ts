import { errorsOf } from '../write/errors.js';

/** Business errors of jobs; part of core's error table. */
export const jobErrors = errorsOf('core', {
  JOB_ENDED: 'The job has ended already.',
  JOB_NOT_FAILED: 'Only a failed or dead job can be tried again.',
  JOB_ACTOR_GONE: 'Whoever asked for this job may not act here any more.',
  JOB_GIVEN_UP: 'The job was tried {attempts} times without getting on.',
  JOB_UNKNOWN: 'No loaded plugin can run this kind of job.',
});
