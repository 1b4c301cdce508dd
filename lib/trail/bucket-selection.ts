import { Aws, Token } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import { KnownBucket } from '../core/known-bucket';
import { invalid } from '../core/validation';

/** A bucket that is recorded because somebody named it. */
export interface ChosenBucket {
  readonly bucket: KnownBucket;
  /** What the ARNs of its recorded objects begin with. */
  readonly start: string;
  /** Where it is chosen, and as what, for an error. */
  readonly property: string;
  readonly shown: string;
}

export interface BucketsOfNames {
  readonly buckets: KnownBucket[];
  /** What the names of more buckets begin with. */
  readonly prefixes: string[];
}

/** Which general purpose buckets a trail records: chosen ones, and those whose names begin with a prefix. */
export class BucketSelection {
  /**
   * @param prefixes of names; the empty one is that of all buckets
   * @param excluded are left out of what a prefix records
   */
  public constructor(
    private readonly chosen: ChosenBucket[],
    private readonly prefixes: string[] = [],
    private readonly excluded: BucketsOfNames = { buckets: [], prefixes: [] },
  ) {}

  /** Whether a bucket is recorded. One whose name nobody knows may begin with any prefix. */
  public records({ key }: KnownBucket): boolean {
    const { buckets, prefixes } = this.excluded;
    return (
      this.chooses(key) ||
      (this.prefixes.some((prefix) => beginsWith(key, prefix) ?? true) &&
        !buckets.some((bucket) => bucket.key === key) &&
        !prefixes.some((prefix) => beginsWith(key, prefix) ?? false))
    );
  }

  /** Whether a bucket is left out where another trail delivers to it: nobody chose it. */
  public leavesToOthers({ key }: KnownBucket): boolean {
    return this.prefixes.length > 0 && !this.chooses(key);
  }

  /**
   * The condition on the objects.
   *
   * @param own buckets are never recorded: the trail would feed itself
   * @param others are those that other trails deliver to
   * @throws if an own one is chosen
   */
  public condition(own: KnownBucket[], others: KnownBucket[]): cloudtrail.CfnTrail.AdvancedFieldSelectorProperty {
    const chosenOwn = this.chosen.find(({ bucket }) => own.some(({ key }) => key === bucket.key));
    if (chosenOwn) {
      invalid(
        chosenOwn.property,
        chosenOwn.shown,
        "a bucket other than the trail's log bucket, those that S3 writes its access logs and replicas to, and that of " +
          "Athena's results or of a request table: recording these, the trail would feed itself",
      );
    }
    const excluded = [...own, ...others.filter((bucket) => this.leavesToOthers(bucket)), ...this.excluded.buckets];
    const keys = excluded.map(({ key }) => key);
    return {
      field: 'resources.ARN',
      startsWith: this.prefixes.includes('')
        ? undefined
        : [...this.chosen.map(({ start }) => start), ...this.prefixes.map(arnOf)],
      notStartsWith: [
        ...excluded.filter(({ key }, index) => keys.indexOf(key) === index).map(({ objects }) => objects),
        ...this.excluded.prefixes.map(arnOf),
      ],
    };
  }

  private chooses(name: string): boolean {
    return this.chosen.some(({ bucket }) => bucket.key === name);
  }
}

/** Whether the name of a bucket begins so, as far as both are known: the key of one without a name has other characters. */
export function beginsWith(name: string, prefix: string): boolean | undefined {
  return /^[A-Za-z0-9._-]+$/.test(name) && !Token.isUnresolved(prefix) ? name.startsWith(prefix) : undefined;
}

/** Without a slash at its end: names go on behind it. */
function arnOf(prefix: string): string {
  return `arn:${Aws.PARTITION}:s3:::${prefix}`;
}
