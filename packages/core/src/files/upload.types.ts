import type { Principal } from '../context/principal.js';
import { expose, type Exposed } from '../model/expose.js';
import { InputType } from '../model/graphql.js';
import { inputOf, payloadOf } from '../model/inputs.js';
import { Upload } from './upload.entity.js';

const ofCaller = ({ userId }: Principal) => ({ createdBy: { id: { eq: userId ?? null } } });

export const UploadType: Exposed = expose(Upload, {
  prefix: 'upl',
  filter: ['state', 'createdBy'],
  order: ['expiresAt'],
  conditions: { own: ofCaller },
});

@InputType({ description: 'A file that is to be sent.' })
export class UploadCreateInput extends inputOf(Upload, [
  'purpose',
  'fileName',
  'contentType',
  'size',
]) {}

export const UploadCreatePayload = payloadOf(
  'UploadCreatePayload',
  { upload: UploadType },
  {
    url: {
      type: () => String,
      description: 'Where to PUT the bytes, relative to this server; good once, for 15 minutes.',
    },
  },
);
