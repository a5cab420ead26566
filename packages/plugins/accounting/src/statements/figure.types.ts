import { DecimalScalar, Field, ObjectType, PageInfo } from '@bureau/core';
import { JournalLineType } from '../ledger/ledger.types.js';

@ObjectType('FigureLine', { description: 'A line that a figure is made of.' })
export class FigureLine {
  @Field(() => JournalLineType.object, { nullable: true, description: 'The line.' })
  line!: { id: string } | null;
  @Field(() => DecimalScalar, { description: 'What it adds to the figure, in the base currency.' })
  amount!: string;
}

@ObjectType('FigureLineEdge', { description: 'One line and its cursor.' })
export class FigureLineEdge {
  @Field({ description: 'Opaque position among the lines of the figure.' })
  cursor!: string;
  @Field(() => FigureLine, { description: 'The line.' })
  node!: FigureLine;
}

@ObjectType('FigureLineConnection', {
  description: 'The lines that a figure is the sum of, by day.',
})
export class FigureLineConnection {
  @Field(() => [FigureLineEdge], { description: 'The lines of this page with cursors.' })
  edges!: FigureLineEdge[];
  @Field(() => [FigureLine], { description: 'The lines of this page.' })
  nodes!: FigureLine[];
  @Field(() => PageInfo, { description: 'How to go on.' })
  pageInfo!: PageInfo;
}
