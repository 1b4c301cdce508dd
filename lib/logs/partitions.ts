/** What the table covers: which accounts, regions and days its queries can see. */
export interface PartitionsProps {
  /**
   * Ids of the accounts whose logs the bucket holds.
   *
   * @default - the stack's account
   */
  readonly accounts?: string[];

  /**
   * Regions that queries can see, where not all. A trail records them all the same, and its cost does not shrink.
   *
   * @default - all regions of the stack's partition that this release of the CDK knows
   */
  readonly regions?: string[];

  /**
   * Regions that queries can see, too, and that this release of the CDK doesn't know yet.
   *
   * @default - none
   */
  readonly additionalRegions?: string[];

  /**
   * The first day (UTC) that queries can see, as `yyyy/MM/dd` or `yyyy-MM-dd`.
   *
   * @default - as many days back as the bucket retains log files; for a bucket of your own 2016/11/21, when
   * CloudTrail's data events for S3 began
   */
  readonly firstDay?: string;
}
