import { DateTimeScalar, Field, Int, ObjectType } from '@bureau/core';

@ObjectType('IntegrityCheck', { description: 'One thing that must hold for the whole ledger.' })
export class IntegrityCheck {
  @Field({ description: 'Stable name, such as BALANCED.' })
  name!: string;
  @Field({ description: 'What must hold.' })
  description!: string;
  @Field(() => Boolean, { description: 'Whether it holds.' })
  isSound!: boolean;
  @Field(() => Int, { description: 'In how many places it does not.' })
  faults!: number;
  @Field(() => [String], { description: 'The first ten of them.' })
  examples!: string[];
}

@ObjectType('IntegrityReport', { description: 'Whether the ledger is whole.' })
export class IntegrityReport {
  @Field(() => Boolean, { description: 'Whether everything holds.' })
  isSound!: boolean;
  @Field(() => DateTimeScalar, { description: 'When it was looked at.' })
  checkedAt!: Date;
  @Field(() => Int, { description: 'How many entries there are.' })
  entries!: number;
  @Field(() => [IntegrityCheck], { description: 'What was looked at.' })
  checks!: IntegrityCheck[];
}

@ObjectType('ChainFault', { description: 'A link of the chain that does not hold.' })
export class ChainFault {
  @Field(() => Int, { description: 'Place in the chain, from 1.' })
  position!: number;
  @Field(() => String, { nullable: true, description: 'Reference of the entry.' })
  reference!: string | null;
  @Field({ description: 'CONTENT: entry or line was changed; LINK: the chain is broken here.' })
  kind!: string;
}

@ObjectType('ChainReport', { description: 'Whether the chain of entries holds.' })
export class ChainReport {
  @Field(() => Boolean, { description: 'Whether every link holds, and the last one is the head.' })
  isSound!: boolean;
  @Field(() => Int, { description: 'How many links there are.' })
  length!: number;
  @Field(() => String, { nullable: true, description: 'Hash of the last link, in hex.' })
  head!: string | null;
  @Field(() => [ChainFault], { description: 'The first hundred links that do not hold.' })
  faults!: ChainFault[];
}
