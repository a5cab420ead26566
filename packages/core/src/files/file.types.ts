import { askedForBy } from '../jobs/actor.js';
import { expose, type Exposed } from '../model/expose.js';
import { Field, ID, InputType, Int } from '../model/graphql.js';
import { payloadOf } from '../model/inputs.js';
import { File } from './file.entity.js';

/**
 * A plugin whose records have files adds a connection from `File` to them (`extensions`): whoever
 * may see one of these records may see the file.
 */
export const FileType: Exposed = expose(File, {
  prefix: 'fil',
  filter: ['name', 'mediaType', 'size', 'sha256', 'purpose', 'state', 'createdBy', 'createdAt'],
  order: ['name', 'size', 'createdAt'],
  search: ['name'],
  conditions: { own: askedForBy, attached: (_principal, referring) => referring() },
});

@InputType({ description: 'A file to delete.' })
export class FileDeleteInput {
  @Field(() => ID, { description: 'The file.' })
  fileId!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that you saw; the change is refused when it is another one now.',
  })
  expectedVersion?: number | null;
}

export const FileDeletePayload = payloadOf(
  'FileDeletePayload',
  {},
  { deletedId: { type: () => ID, description: 'The file that is gone; null when refused.' } },
);
