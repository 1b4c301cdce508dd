/** A value that a query needs. */
export interface QueryInput {
  /** Its name in the query's text, there with a colon before it. */
  readonly name: string;
  /** What it means. */
  readonly description: string;
  /**
   * `string`, `list` (texts with commas between them), `integer` or `decimal`. Athena is given a text for each, in single
   * quotes.
   */
  readonly valueType: string;
  /**
   * What the saved query has for it.
   *
   * @default - none, so that the query is only saved where a value is given
   */
  readonly defaultValue?: string;
}
