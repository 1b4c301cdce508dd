import { decoded, field, filledText } from './record';
import { type Resources, type StoredObject, bucketNamedBy, resourcesOf, withoutLead } from './resources';

/** What a request is for, and what it was made of. */
export interface Target {
  readonly bucket: string | null;
  readonly bucket_owner: string | null;
  readonly access_point: string | null;
  readonly object_key: string | null;
  readonly copy_source: string | null;
  readonly rename_source: string | null;
}

/** What the alias of an access point ends in. */
const ALIAS_ENDINGS = ['-s3alias', '--ol-s3', '--op-s3', '--xa-s3', '.mrap'];
/** What the bucket ends in that S3 Tables keeps a table in, and nobody has a name for. */
const WAREHOUSE_ENDING = '--table-s3';
const ACCESS_POINT_OBJECT = /^arn:[^/]*:(?:outpost\/[^/]+\/)?accesspoint\/[^/]+\/object\/([^]+)$/;

export function targetOf(record: Record<string, unknown>): Target {
  const parameters = record.requestParameters;
  const resources = resourcesOf(record.resources);
  const given = givenName(parameters);
  const key = filledText(parameters, 'key') ?? filledText(parameters, 'Key');
  const source = sourceIn(filledText(parameters, 'x-amz-copy-source'));
  const isHidden = given === null || isAccessPoint(given) || given.endsWith(WAREHOUSE_ENDING);
  const bucket = isHidden ? (bucketIn(resources, key, source) ?? given) : given;
  const objectKey = key ?? resources.objects[0]?.key ?? null;
  // Without parameters, nothing tells which of two objects was made of the other.
  const other =
    key === null ? (resources.objects.map(nameOf).find((name) => name !== `${bucket}/${objectKey}`) ?? null) : null;
  return {
    bucket,
    bucket_owner: ownerOf(bucket, resources),
    access_point: accessPointOf(record, given, resources),
    object_key: objectKey,
    copy_source:
      resolvedSource(source, resources.objects, `${bucket}/${objectKey}`) ??
      (isOneOf(record, 'CopyObject', 'UploadPartCopy') ? other : null),
    rename_source:
      renameSourceOf(filledText(parameters, 'x-amz-rename-source'), bucket) ??
      (isOneOf(record, 'RenameObject') ? other : null),
  };
}

function isOneOf({ eventName }: Record<string, unknown>, ...actions: string[]): boolean {
  return actions.includes(String(eventName));
}

/** The owner of the bucket of this name; else of one whose name is left out of its ARN. */
function ownerOf(bucket: string | null, { buckets }: Resources): string | null {
  const owned = buckets.filter(({ owner }) => owner !== null);
  return (owned.find(({ name }) => name === bucket) ?? owned.find(({ name }) => name === null))?.owner ?? null;
}

/** The name in the bucket's place: that of a bucket, where it can be told, or of an access point. */
function givenName(parameters: unknown): string | null {
  const name =
    filledText(parameters, 'bucketName') ??
    filledText(parameters, 'bucket') ??
    filledText(field(parameters, 'CreateAccessPointRequest'), 'Bucket') ??
    filledText(parameters, 'vectorBucketName') ??
    filledText(parameters, 'tableBucketARN') ??
    bucketOfUri(filledText(parameters, 'target'));
  return name === null ? null : (bucketNamedBy(name) ?? name);
}

/** Of what S3 Access Grants is asked for, as s3://bucket/prefix*. */
function bucketOfUri(uri: string | null): string | null {
  const [scheme, empty, bucket] = uri?.split('*')[0].split('/') ?? [];
  return scheme === 's3:' && empty === '' ? bucket || null : null;
}

/** Whether a name in the bucket's place is an access point's: its alias, or an ARN, which a bucket's is no longer. */
function isAccessPoint(name: string): boolean {
  return name.startsWith('arn:') || ALIAS_ENDINGS.some((ending) => name.endsWith(ending));
}

/** The bucket that the resources tell of. */
function bucketIn(
  { objects, buckets, prefixed }: Resources,
  key: string | null,
  source: string | null,
): string | undefined {
  const requested = objects.find((object) => object.key === key && nameOf(object) !== source);
  return (requested ?? objects[0])?.bucket ?? buckets.find(({ name }) => name !== null)?.name ?? prefixed ?? undefined;
}

function accessPointOf(
  record: Record<string, unknown>,
  given: string | null,
  { accessPoints }: Resources,
): string | null {
  return (
    filledText(record.requestParameters, 'accessPointAlias') ??
    (given !== null && isAccessPoint(given) ? given : null) ??
    filledText(record.requestParameters, 'accessPointName') ??
    filledText(record.additionalEventData, 'accessPointName') ??
    accessPoints[0] ??
    null
  );
}

/** The source of a copy as bucket/key, as far as the header that names it can be read. */
function sourceIn(header: string | null): string | null {
  if (header === null) {
    return null;
  }
  const source = withoutLead(header, '/');
  const version = source.lastIndexOf('?versionId=');
  return decoded(version < 0 ? source : source.slice(0, version));
}

/** The source with its bucket, where the header names an access point: the resources tell it. */
function resolvedSource(source: string | null, objects: StoredObject[], written: string): string | null {
  const key = source === null ? undefined : keyAtAccessPoint(source);
  const named = objects.filter((object) => object.key === key).map(nameOf);
  return named.find((name) => name !== written) ?? named[0] ?? source;
}

/** The key, where what lies before it is an access point. */
function keyAtAccessPoint(source: string): string | undefined {
  const [, key] = ACCESS_POINT_OBJECT.exec(source) ?? [];
  const slash = source.indexOf('/');
  const isAlias = ALIAS_ENDINGS.some((ending) => source.slice(0, Math.max(slash, 0)).endsWith(ending));
  return key ?? (isAlias ? source.slice(slash + 1) : undefined);
}

/** What was renamed, as bucket/key: it lies in the bucket of the request, and where that isn't known, it isn't either. */
function renameSourceOf(header: string | null, bucket: string | null): string | null {
  if (header === null || bucket === null) {
    return null;
  }
  const source = decoded(withoutLead(header, '/'));
  return source.startsWith(`${bucket}/`) ? source : `${bucket}/${source}`;
}

function nameOf({ bucket, key }: StoredObject): string {
  return `${bucket}/${key}`;
}
