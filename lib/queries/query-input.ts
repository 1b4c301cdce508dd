/** What the value of an input is. Athena is given a text in single quotes for each. */
export enum QueryInputType {
  /** A text. */
  STRING = 'string',
  /** Texts with commas between them. */
  LIST = 'list',
  /** IPv4 and IPv6 networks as CIDR blocks with commas between them. */
  CIDRS = 'cidrs',
  /** A whole number. */
  INTEGER = 'integer',
  /** A number such as 1.5. */
  DECIMAL = 'decimal',
}

/** A value that a query needs. */
export interface QueryInput {
  /** Its name in the query's text, there with a colon before it. */
  readonly name: string;
  /** What it means. */
  readonly description: string;
  /** What its value is. */
  readonly valueType: QueryInputType;
  /**
   * What the saved query has for it.
   *
   * @default - none, so that the query is only saved where a value is given
   */
  readonly defaultValue?: string;
}
