import { Field, Float, Int, ObjectType, PageInfo } from '@bureau/core';
import { DocumentState } from '../library/document.entity.js';
import {
  CorrespondentType,
  DocumentRecordType,
  DocumentTagType,
  DocumentTypeType,
} from '../library/library.types.js';

/** A record that is only referred to; the planner reads what is selected of it. */
interface Reference {
  id: string;
}

@ObjectType('DocumentHighlightMark', { description: 'A word that was looked for.' })
export class DocumentHighlightMark {
  @Field(() => Int, { description: 'Its first sign in the text, from 0, in UTF-16 units.' })
  start!: number;
  @Field(() => Int, { description: 'The sign behind its last one.' })
  end!: number;
}

@ObjectType('DocumentHighlight', { description: 'A place where words were found.' })
export class DocumentHighlight {
  @Field(() => Int, { nullable: true, description: 'Number of the page; null: the title.' })
  page!: number | null;
  @Field({ description: 'A piece of the text as it stands there; plain text, no markup.' })
  text!: string;
  @Field(() => [DocumentHighlightMark], { description: 'The words, in their order.' })
  marks!: DocumentHighlightMark[];
}

@ObjectType('DocumentHit', { description: 'A document that was found.' })
export class DocumentHit {
  @Field(() => DocumentRecordType.object, { nullable: true, description: 'The document.' })
  document!: Reference | null;
  @Field(() => Float, { description: 'How well it fits; greater is better.' })
  rank!: number;
  /** Text of the search, for its highlights. */
  text!: string;
}

@ObjectType('DocumentHitEdge', { description: 'A document that was found, and its cursor.' })
export class DocumentHitEdge {
  @Field({ description: 'Opaque position in this search.' })
  cursor!: string;
  @Field(() => DocumentHit, { description: 'The document.' })
  node!: DocumentHit;
}

@ObjectType('DocumentTypeCount', { description: 'How many of the hits are of a type.' })
export class DocumentTypeCount {
  @Field(() => DocumentTypeType.object, { nullable: true, description: 'The type.' })
  type!: Reference | null;
  @Field(() => Int, { description: 'Number of documents that you may see.' })
  count!: number;
}

@ObjectType('DocumentTagCount', { description: 'How many of the hits carry a tag.' })
export class DocumentTagCount {
  @Field(() => DocumentTagType.object, { nullable: true, description: 'The tag.' })
  tag!: Reference | null;
  @Field(() => Int, { description: 'Number of documents that you may see.' })
  count!: number;
}

@ObjectType('CorrespondentCount', { description: 'How many of the hits are from or to somebody.' })
export class CorrespondentCount {
  @Field(() => CorrespondentType.object, { nullable: true, description: 'Who it is.' })
  correspondent!: Reference | null;
  @Field(() => Int, { description: 'Number of documents that you may see.' })
  count!: number;
}

@ObjectType('DocumentYearCount', { description: 'How many of the hits are dated in a year.' })
export class DocumentYearCount {
  @Field(() => Int, { description: 'The year.' })
  year!: number;
  @Field(() => Int, { description: 'Number of documents that you may see.' })
  count!: number;
}

@ObjectType('DocumentStateCount', { description: 'How many of the hits are in a state.' })
export class DocumentStateCount {
  @Field(() => DocumentState, { description: 'The state.' })
  state!: DocumentState;
  @Field(() => Int, { description: 'Number of documents that you may see.' })
  count!: number;
}

@ObjectType('DocumentFacets', {
  description: 'By what the hits can be told apart: the 50 values of each that most of them have.',
})
export class DocumentFacets {
  @Field(() => [DocumentTypeCount], { description: 'By type.' })
  types!: DocumentTypeCount[];
  @Field(() => [DocumentTagCount], { description: 'By tag; a document may have several.' })
  tags!: DocumentTagCount[];
  @Field(() => [CorrespondentCount], { description: 'By correspondent.' })
  correspondents!: CorrespondentCount[];
  @Field(() => [DocumentYearCount], { description: 'By the year that stands on them.' })
  years!: DocumentYearCount[];
  @Field(() => [DocumentStateCount], { description: 'By state.' })
  states!: DocumentStateCount[];
}

@ObjectType('DocumentHitConnection', { description: 'What a search has found.' })
export class DocumentHitConnection {
  @Field(() => [DocumentHitEdge], { description: 'The hits of this page with cursors.' })
  edges!: DocumentHitEdge[];
  @Field(() => [DocumentHit], { description: 'The hits of this page, the best first.' })
  nodes!: DocumentHit[];
  @Field(() => PageInfo, { description: 'How to go on.' })
  pageInfo!: PageInfo;
  @Field(() => Int, { description: 'Number of all hits that you may see.' })
  totalCount!: number;
  @Field(() => DocumentFacets, { description: 'Hits by type, tag, correspondent, year, state.' })
  facets!: DocumentFacets;
}
