import { Field, Int, ObjectType } from '../model/graphql.js';
import { AuditHead } from './audit.types.js';

@ObjectType('AuditEntryProof', {
  description:
    'What proves offline, with SHA-256 and Ed25519 alone, that an entry stands in the trail: ' +
    'h = SHA-256(previousHash + SHA-256(text)), then h = SHA-256(h + digest) for each of ' +
    'following, is head.hash; head.signature signs it.',
})
export class AuditEntryProof {
  @Field({ description: 'The entry to the byte, as it was hashed: a JSON array, UTF-8.' })
  text!: string;
  @Field(() => Int, { description: 'Place of the entry in the chain, from 1.' })
  position!: number;
  @Field({ description: 'Hash of the link before, hexadecimal; zeros before the first.' })
  previousHash!: string;
  @Field(() => [String], {
    description: 'SHA-256 of each entry behind it up to the head, hexadecimal; no values.',
  })
  following!: string[];
  @Field(() => AuditHead, { description: 'The first signed head that covers the entry.' })
  head!: AuditHead;
  @Field({
    description:
      'What head.signature is over, UTF-8: five lines, the last one ended by a line feed too.',
  })
  signedText!: string;
}
