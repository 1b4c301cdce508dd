import { filledText } from './record';

/** What the resources of a record tell; in which order they stand means nothing. */
export interface Resources {
  readonly objects: StoredObject[];
  readonly buckets: OwnedBucket[];
  /** ARNs */
  readonly accessPoints: string[];
  /** The bucket that a prefix of ARNs tells, where there is one. */
  readonly prefixed: string | null;
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
}

export interface OwnedBucket {
  /** Null where the ARN ends before it. */
  readonly name: string | null;
  readonly owner: string | null;
}

const BUCKET_TYPES = [
  'AWS::S3::Bucket',
  'AWS::S3Express::DirectoryBucket',
  'AWS::S3Outposts::Bucket',
  'AWS::S3Tables::TableBucket',
  'AWS::S3Vectors::VectorBucket',
];
const OBJECT_TYPES = ['AWS::S3::Object', 'AWS::S3Express::Object', 'AWS::S3Outposts::Object'];
const ACCESS_POINT_TYPES = [
  'AWS::S3::AccessPoint',
  'AWS::S3::MultiRegionAccessPoint',
  'AWS::S3Express::AccessPoint',
  'AWS::S3ObjectLambda::AccessPoint',
  'AWS::S3Outposts::AccessPoint',
];
const NAMELESS_BUCKET = /:outpost\/[^/]+\/bucket\/$/;
const PREFIX = /^arn:[^:]+:s3:::([^/]+)\//;
/** Parts of an ARN before that which is named; this one may hold colons, too. */
const ARN_LEAD = 5;

export function resourcesOf(resources: unknown): Resources {
  const all: unknown[] = Array.isArray(resources) ? resources : [];
  const ofTypes = (types: string[]) => all.filter((resource) => types.includes(filledText(resource, 'type') ?? ''));
  return {
    objects: ofTypes(OBJECT_TYPES).flatMap((resource) => objectNamedBy(filledText(resource, 'ARN') ?? '') ?? []),
    buckets: ofTypes(BUCKET_TYPES).flatMap((resource) => {
      const arn = filledText(resource, 'ARN') ?? '';
      const name = NAMELESS_BUCKET.test(arn) ? null : bucketNamedBy(arn.replace(/\/$/, ''));
      return name === undefined ? [] : { name, owner: filledText(resource, 'accountId') };
    }),
    accessPoints: ofTypes(ACCESS_POINT_TYPES).flatMap((resource) => filledText(resource, 'ARN') ?? []),
    prefixed: all.map((resource) => PREFIX.exec(filledText(resource, 'ARNPrefix') ?? '')?.[1]).find(Boolean) ?? null,
  };
}

/** The bucket's name, where the text is the ARN of a bucket. */
export function bucketNamedBy(arn: string): string | undefined {
  const { bucket, key } = placeNamedBy(arn);
  return key === undefined ? bucket : undefined;
}

/** The object, where the text is the ARN of one. */
export function objectNamedBy(arn: string): StoredObject | undefined {
  const { bucket, key } = placeNamedBy(arn);
  return bucket && key ? { bucket, key } : undefined;
}

/** A bucket, or what lies in it; nothing where the text is no ARN of either. */
function placeNamedBy(arn: string): Partial<StoredObject> {
  const parts = arn.split(':');
  const [scheme, , service, region, account] = parts;
  const path = parts.slice(ARN_LEAD).join(':');
  if (scheme !== 'arn') {
    return {};
  }
  switch (service) {
    case 's3':
      // Access points have a region, an account or both.
      return region === '' && account === '' ? placeAt(path, '/') : {};
    case 's3express':
      return path.startsWith('accesspoint/') ? {} : placeAt(withoutLead(path, 'bucket/'), '/');
    case 's3-outposts': {
      const [outpost, id, kind, ...rest] = path.split('/');
      return outpost === 'outpost' && id && kind === 'bucket' ? placeAt(rest.join('/'), '/object/', '/') : {};
    }
    case 's3tables':
    case 's3vectors':
      return path.startsWith('bucket/') ? placeAt(withoutLead(path, 'bucket/'), '/') : {};
    default:
      return {};
  }
}

/** The first separator ends the bucket's name, which holds no slash; the key may hold anything. */
function placeAt(path: string, ...separators: string[]): Partial<StoredObject> {
  const end = path.indexOf('/');
  if (end < 0) {
    return path === '' ? {} : { bucket: path };
  }
  const separator = separators.find((known) => path.startsWith(known, end));
  return end > 0 && separator !== undefined
    ? { bucket: path.slice(0, end), key: path.slice(end + separator.length) }
    : {};
}

export function withoutLead(path: string, lead: string): string {
  return path.startsWith(lead) ? path.slice(lead.length) : path;
}
