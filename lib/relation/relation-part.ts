/** What several columns are made of, so that it is worked out once, in a query around the table. */
export interface RelationPart {
  readonly name: string;
  /** Over the columns of the table, and over the parts before it. */
  readonly expression: string;
}
