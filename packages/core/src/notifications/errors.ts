import { errorsOf } from '../write/errors.js';

/** Business errors of notifications; codes are `CORE_<KEY>` and never renamed. */
export const notificationErrors = errorsOf('core', {
  NOTIFICATION_KIND_UNKNOWN: 'No plugin tells anybody about {kind}.',
  NOTIFICATION_TOPIC_UNKNOWN: 'There is neither a kind nor a category {topic}.',
  NOTIFICATION_TEMPLATE_INVALID: 'This template cannot be used: {fault}.',
  NOTIFICATION_LOCALE_INVALID: '{locale} is no language tag.',
});
