import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { KnownBucket, bucketOfName, knownBucket } from '../core/known-bucket';
import { invalid, requireMatch } from '../core/validation';
import { BucketSelection, BucketsOfNames, beginsWith } from './bucket-selection';
import type { BucketsByNameOptions, ExcludedBucketsOptions } from './data-events';
import { knownList } from './known-list';
import { haveObjects } from './known-types';

const ALL_OR_NONE = "of directory buckets and access points all or none are recorded, by 'resourceTypes'";
/** What ends the names of directory and table buckets and the aliases of access points, and no other bucket's name. */
const OF_OTHERS = '(-(-x-s3|-table-s3|-ol-s3|-op-s3|-xa-s3|s3alias)|[.]mrap)$';

/** @throws if one is there twice, or is of another kind than general purpose */
export function chosenBuckets(selectors: cloudtrail.S3EventSelector[]): BucketSelection {
  requireOnce('DataEvents.buckets', selectors);
  return new BucketSelection(
    selectors.map(({ bucket, objectPrefix = '' }) => {
      const known = generalPurpose('DataEvents.buckets', bucket);
      const start = `${known.objects}${objectPrefix}`;
      return { bucket: known, start, property: 'DataEvents.buckets', shown: bucket.node.path };
    }),
  );
}

/** @throws if a bucket is left out twice, is of another kind than general purpose, or where no objects are recorded */
export function allBut(options: ExcludedBucketsOptions): BucketSelection {
  const { exclude, excludeBucketNames, excludeBucketPrefixes, resourceTypes } = options;
  const excluded = { exclude: exclude?.map(({ node }) => node.path), excludeBucketNames, excludeBucketPrefixes };
  const [first] = Object.entries(excluded).filter(([, values]) => values);
  if (first && resourceTypes?.length && !haveObjects(resourceTypes)) {
    invalid(first[0], first[1], "none where 'resourceTypes' has no S3ResourceType.OBJECT");
  }
  return new BucketSelection([], [''], excludedBuckets(options));
}

/** @throws if there is neither a name nor a prefix, or if something is left out that isn't recorded by a prefix */
export function namedBuckets(options: BucketsByNameOptions): BucketSelection {
  const names = knownList('names', options.names, (name) => requireName('names', name));
  const prefixes = knownList('prefixes', options.prefixes, (prefix) => requirePrefix('prefixes', prefix));
  if (names.length + prefixes.length === 0) {
    invalid('DataEvents.bucketsByName', {}, "'names', 'prefixes' or both");
  }
  const excluded = excludedBuckets(options);
  requireExcludedOf(prefixes, names, options);
  const chosen = names.map((name) => {
    const bucket = bucketOfName(name);
    return { bucket, start: bucket.objects, property: 'names', shown: name };
  });
  return new BucketSelection(chosen, prefixes, excluded);
}

function excludedBuckets(options: ExcludedBucketsOptions): BucketsOfNames {
  const { exclude = [], excludeBucketNames, excludeBucketPrefixes } = options;
  if (options.exclude?.length === 0) {
    invalid('exclude', [], "a list with at least one bucket; leave 'exclude' out for none");
  }
  requireOnce(
    'exclude',
    exclude.map((bucket) => ({ bucket })),
  );
  const names = knownList('excludeBucketNames', excludeBucketNames, (name) => requireName('excludeBucketNames', name));
  return {
    buckets: [...exclude.map((bucket) => generalPurpose('exclude', bucket)), ...names.map(bucketOfName)],
    prefixes: knownList('excludeBucketPrefixes', excludeBucketPrefixes, (prefix) =>
      requirePrefix('excludeBucketPrefixes', prefix),
    ),
  };
}

/** What is left out has to be recorded by a prefix, and not by its name, or the one who wrote it expects something else. */
function requireExcludedOf(prefixes: string[], names: string[], options: BucketsByNameOptions): void {
  const { exclude = [], excludeBucketNames = [], excludeBucketPrefixes = [] } = options;
  const withKeys = exclude.map((bucket): [string, string, string] => [
    'exclude',
    knownBucket(bucket).key,
    bucket.node.path,
  ]);
  const withNames = excludeBucketNames.map((name): [string, string, string] => ['excludeBucketNames', name, name]);
  for (const [property, key, shown] of [...withKeys, ...withNames]) {
    if (names.includes(key) || !prefixes.some((prefix) => beginsWith(key, prefix) ?? true)) {
      invalid(property, shown, "a bucket whose name begins with one of 'prefixes' and is none of 'names'");
    }
  }
  for (const excluded of excludeBucketPrefixes) {
    const isWithin = prefixes.some((prefix) => excluded !== prefix && (beginsWith(excluded, prefix) ?? true));
    if (!isWithin || names.some((name) => beginsWith(name, excluded))) {
      const allowed = "one of 'prefixes' and more, with which none of 'names' begins";
      invalid('excludeBucketPrefixes', excluded, allowed);
    }
  }
}

/** @throws if it is known to be another kind of bucket, which no ARN of an object in general purpose buckets names */
function generalPurpose(property: string, bucket: s3.IBucketRef): KnownBucket {
  const known = knownBucket(bucket);
  if (/^arn:[^:]+:(?!s3:::)/.test(known.objects) || new RegExp(OF_OTHERS).test(known.key)) {
    invalid(property, known.key, `a general purpose bucket; ${ALL_OR_NONE}`);
  }
  return known;
}

function requireName(property: string, name: string): void {
  const pattern = new RegExp(`^(?!.*${OF_OTHERS})[A-Za-z0-9][A-Za-z0-9._-]{2,254}$`);
  requireMatch(
    property,
    name,
    pattern,
    `the name of a general purpose bucket, without 's3://' or 'arn:'; ${ALL_OR_NONE}`,
  );
}

function requirePrefix(property: string, prefix: string): void {
  requireMatch(
    property,
    prefix,
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/,
    "what the name of a bucket begins with, without 's3://', 'arn:' and '*'",
  );
}

function requireOnce(property: string, parts: cloudtrail.S3EventSelector[]): void {
  const keys = parts.map(({ bucket, objectPrefix }) => `${knownBucket(bucket).key}/${objectPrefix ?? ''}`);
  const repeated = parts.find((_, index) => keys.indexOf(keys[index]) !== index);
  if (repeated) {
    invalid(property, `${repeated.bucket.node.path}/${repeated.objectPrefix ?? ''}`, 'each bucket and prefix once');
  }
}
