import { askedForBy } from '../jobs/actor.js';
import { expose, type Exposed } from '../model/expose.js';
import { Field, ID, InputType } from '../model/graphql.js';
import { inputOf, payloadOf } from '../model/inputs.js';
import { FileType } from './file.types.js';
import { Upload } from './upload.entity.js';

export const UploadType: Exposed = expose(Upload, {
  prefix: 'upl',
  filter: ['state', 'createdBy'],
  order: ['expiresAt'],
  conditions: { own: askedForBy },
});

@InputType({ description: 'A file that is to be sent.' })
export class FileUploadCreateInput extends inputOf(Upload, [
  'purpose',
  'name',
  'mediaType',
  'size',
  'sha256',
]) {}

@InputType({ description: 'An upload whose bytes are there.' })
export class FileUploadFinishInput {
  @Field(() => ID, { description: 'The upload.' })
  uploadId!: string;
}

export const FileUploadCreatePayload = payloadOf(
  'FileUploadCreatePayload',
  { upload: UploadType },
  {
    url: {
      type: () => String,
      description: 'Where to PUT the bytes, relative to this server; good once, for 15 minutes.',
    },
  },
);

export const FileUploadFinishPayload = payloadOf('FileUploadFinishPayload', { file: FileType });
