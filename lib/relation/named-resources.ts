import { extra, filled, named, parameter } from './record-fields';
import { RelationPart } from './relation-part';

const IS_BUCKET =
  "resource.type IN ('AWS::S3::Bucket', 'AWS::S3Express::DirectoryBucket', 'AWS::S3Outposts::Bucket', " +
  "'AWS::S3Tables::TableBucket', 'AWS::S3Vectors::VectorBucket')";
const IS_OBJECT = "resource.type IN ('AWS::S3::Object', 'AWS::S3Express::Object', 'AWS::S3Outposts::Object')";
const IS_ACCESS_POINT =
  "regexp_like(resource.type, '^AWS::S3(|Express|ObjectLambda|Outposts)::(MultiRegion|)AccessPoint$')";
const BUCKET_IN_ARN = "regexp_extract(resource.arn, '([^:/]+)/*$', 1)";
/** Of S3 on Outposts, AWS shows the ARN of a bucket without its name. */
const HAS_NO_NAME = "regexp_like(resource.arn, '(:|outpost/[^/]+/bucket/)$')";
/** How the aliases of access points end, and no bucket's name. */
const ALIAS = '(-s3alias|--ol-s3|--op-s3|--xa-s3|[.]mrap)';
const NAMES_ACCESS_POINT = `regexp_like(named_bucket, '^arn:|${ALIAS}$')`;
/** Nor is it one in which S3 Tables keeps the files of a table, which only S3 knows. */
const IS_NAMED_BUCKET = `NOT regexp_like(named_bucket, '^arn:|(${ALIAS}|--table-s3)$')`;

/**
 * What the columns about bucket and object are made of. Parameters name both, mostly. They are missing in what S3 did
 * because of a request, and where they are long; then, and where an access point stands in the bucket's place,
 * `resources` tell bucket and object. Their order is promised nowhere, and has changed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export const RESOURCE_PARTS: RelationPart[] = [
  { name: 'named_bucket', expression: namedBucket() },
  { name: 'named_key', expression: `coalesce(${named('$.key')}, ${named('$.Key')})` },
  { name: 'named_source', expression: decoded(withoutVersion(parameter('$["x-amz-copy-source"]'))) },
  { name: 'former_name', expression: decoded(`regexp_replace(${parameter('$["x-amz-rename-source"]')}, '^/')`) },
  { name: 'objects', expression: objects() },
  { name: 'bucket', expression: bucket() },
  { name: 'object_key', expression: `coalesce(named_key, ${keyOf('element_at(objects, 1)')})` },
];

/** The owner of the bucket, and of no other that the request touched, such as the source of a copy. */
export function bucketOwner(): string {
  const isOwned = `${IS_BUCKET} AND resource.accountid <> ''`;
  const owners = [`${BUCKET_IN_ARN} = bucket`, HAS_NO_NAME].map(
    (condition) => `element_at(filter(resources, resource -> ${isOwned} AND ${condition}), 1).accountid`,
  );
  return `coalesce(${owners.join(', ')})`;
}

/** The alias or the ARN by which it was called, or the name that CloudTrail gives besides. */
export function accessPoint(): string {
  const names = [
    named('$.accessPointAlias'),
    `CASE WHEN ${NAMES_ACCESS_POINT} THEN named_bucket END`,
    named('$.accessPointName'),
    extra('$.accessPointName'),
    `element_at(filter(resources, resource -> ${IS_ACCESS_POINT}), 1).arn`,
  ];
  return `coalesce(${names.join(', ')})`;
}

/** As bucket/key; so it is also where the request names an access point and the resources tell what is behind it. */
export function copySource(): string {
  const key = "regexp_replace(named_source, '^(arn:[^/]+/(op-[^/]+/accesspoint/|)[^/]+/object|[^/]+)/')";
  const isSource = `${keyOf('object')} = ${key}`;
  const found = [`${isSource} AND object <> concat(bucket, '/', object_key)`, isSource].map(
    (condition) => `element_at(filter(objects, object -> ${condition}), 1)`,
  );
  return (
    `CASE WHEN named_source <> '' AND NOT regexp_like(named_source, '^arn:|^[^/]+${ALIAS}/') THEN named_source ` +
    `ELSE coalesce(${found.join(', ')}, ${filled('named_source')}, ${otherObject("IN ('CopyObject', 'UploadPartCopy')")}) END`
  );
}

/** Without parameters nothing tells which of the two objects was made of the other. */
function otherObject(action: string): string {
  const other = "element_at(filter(objects, object -> object <> concat(bucket, '/', object_key)), 1)";
  return `CASE WHEN eventname ${action} AND named_key IS NULL THEN ${other} END`;
}

/** As bucket/key. An object is renamed within its bucket, so the request may name the key alone. */
export function renameSource(): string {
  return (
    "CASE WHEN strpos(former_name, concat(bucket, '/')) = 1 THEN former_name " +
    "WHEN former_name <> '' THEN concat(bucket, '/', former_name) " +
    `ELSE ${otherObject("= 'RenameObject'")} END`
  );
}

/**
 * The name that the request gives, without the rest of an ARN, which S3 Files, Outposts and S3 Tables take, or of the URI
 * that S3 Access Grants is asked for.
 */
function namedBucket(): string {
  const paths = [
    ...['$.bucketName', '$.bucket', '$.CreateAccessPointRequest.Bucket'],
    ...['$.vectorBucketName', '$.tableBucketARN'],
  ];
  const names = [...paths.map(named), `regexp_extract(${parameter('$.target')}, '^s3://([^/*]+)', 1)`];
  return `regexp_replace(coalesce(${names.join(', ')}), '^arn:(.*:::|.*bucket/)')`;
}

/** The objects that the request touched, each as bucket/key. Of listings CloudTrail has the beginning of an ARN only. */
function objects(): string {
  const forms = [
    's3:::[^/]+',
    's3express:[^:]*:[^:]*:(bucket/|)[^/]+--x-s3',
    's3-outposts:[^:]*:[^:]*:outpost/[^/]+/bucket/[^/]+(/object|)',
  ];
  const isKnown = `regexp_like(resource.arn, '^arn:[^:]+:(${forms.join('|')})/[\\s\\S]')`;
  const onOutposts =
    "regexp_replace(resource.arn, '^arn:[^:]+:s3-outposts:[^/]+/[^/]+/bucket/([^/]+)/(object/|)', '$1/')";
  const object = `regexp_replace(${onOutposts}, '^arn:[^:]+:(s3:::|s3express:[^:]*:[^:]*:(bucket/|))')`;
  return `transform(filter(resources, resource -> ${IS_OBJECT} AND ${isKnown}), resource -> ${object})`;
}

/** The bucket by the name that the request gives, or else by the object that it reads or writes, or by the resources. */
function bucket(): string {
  const isDestination = `${keyOf('object')} = named_key AND object <> coalesce(named_source, '')`;
  const object = `coalesce(element_at(filter(objects, object -> ${isDestination}), 1), element_at(objects, 1))`;
  const isBucket = `${IS_BUCKET} AND NOT ${HAS_NO_NAME}`;
  const resource = `element_at(transform(filter(resources, resource -> ${isBucket}), resource -> ${BUCKET_IN_ARN}), 1)`;
  const prefix = "regexp_extract(resource.arnprefix, '^arn:[^:]+:s3:::([^/]+)/', 1)";
  const ofPrefix = `element_at(filter(transform(resources, resource -> ${prefix}), bucket -> bucket IS NOT NULL), 1)`;
  return (
    `CASE WHEN ${IS_NAMED_BUCKET} THEN named_bucket ` +
    `ELSE coalesce(split_part(${object}, '/', 1), ${resource}, ${ofPrefix}, named_bucket) END`
  );
}

/** The key of an object as bucket/key. */
function keyOf(object: string): string {
  return `substr(${object}, strpos(${object}, '/') + 1)`;
}

/** A question mark is written by its number, since a console may take it for a parameter. */
function withoutVersion(source: string): string {
  return `regexp_replace(${source}, '^/|\\x3fversionId=[^\\x3f]*$')`;
}

/** URL-decoded, unless that fails; a plus is no space in it. */
function decoded(text: string): string {
  return `coalesce(TRY(url_decode(replace(${text}, '+', '%2B'))), ${text})`;
}
