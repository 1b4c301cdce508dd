import { bucketNamedBy, objectNamedBy } from './resources';
import { fieldsOf } from './written';

const S3 = 'arn:aws:s3:::';
const EXPRESS = 'arn:aws:s3express:eu-west-1:1:';
const OUTPOST = 'arn:aws:s3-outposts:eu-west-1:1:outpost/op-1/';
const TABLES = 'arn:aws:s3tables:eu-west-1:1:bucket/';
const VECTORS = 'arn:aws:s3vectors:eu-west-1:1:bucket/';
const ALIAS = 'docs-point-a1b2-s3alias';
const ACCESS_POINT = 'arn:aws:s3:eu-west-1:1:accesspoint/docs-point';
const ACCESS_POINTS = [
  ALIAS,
  'docs-point-a1b2--ol-s3',
  'docs-point--op-s3',
  'docs-point--use1-az4--xa-s3',
  'mfzwi23gnjvgw.mrap',
  ACCESS_POINT,
  'arn:aws:s3::1:accesspoint/mfzwi23gnjvgw.mrap',
  `${OUTPOST}accesspoint/docs-point`,
];

function object(name: string) {
  return { type: 'AWS::S3::Object', ARN: `${S3}${name}` };
}

function bucket(name: string, accountId?: string) {
  return { type: 'AWS::S3::Bucket', ARN: `${S3}${name}`, accountId };
}

function target(requestParameters: Record<string, unknown> | null, ...resources: unknown[]) {
  return fieldsOf({ requestParameters, resources });
}

describe('an ARN', () => {
  test.each<[string, string]>([
    [`${S3}docs`, 'docs'],
    ['arn:aws-cn:s3:::docs', 'docs'],
    [`${EXPRESS}bucket/docs--use1-az4--x-s3`, 'docs--use1-az4--x-s3'],
    [`${EXPRESS}docs--use1-az4--x-s3`, 'docs--use1-az4--x-s3'],
    [`${OUTPOST}bucket/docs`, 'docs'],
    [`${TABLES}docs`, 'docs'],
    [`${VECTORS}docs`, 'docs'],
  ])('%j names the bucket %j, and no object', (arn, expected) => {
    expect(bucketNamedBy(arn)).toBe(expected);
    expect(objectNamedBy(arn)).toBeUndefined();
  });

  test.each<[string, string]>([
    [`${S3}docs/a/b`, 'a/b'],
    [`${S3}docs/first\nsecond`, 'first\nsecond'],
    [`${S3}docs/a/object/b:c`, 'a/object/b:c'],
    [`${S3}docs//a`, '/a'],
    [`${EXPRESS}bucket/docs/a`, 'a'],
    [`${EXPRESS}docs/a/b`, 'a/b'],
    [`${OUTPOST}bucket/docs/object/a/object/b`, 'a/object/b'],
  ])('%j names the object %j in docs, and no bucket', (arn, key) => {
    expect(objectNamedBy(arn)).toEqual({ bucket: 'docs', key });
    expect(bucketNamedBy(arn)).toBeUndefined();
  });

  test.each([
    S3,
    `${S3}docs/`,
    `${S3}/a`,
    'docs/a',
    'arn:aws:sqs:::docs',
    'arn:aws:s3:eu-west-1::docs/a',
    ...ACCESS_POINTS,
    `${ACCESS_POINT}/object/a`,
    `${EXPRESS}accesspoint/docs-point/object/a`,
    `${OUTPOST}accesspoint/docs-point/object/a`,
    '',
  ])('%j names neither', (arn) => {
    expect([bucketNamedBy(arn), objectNamedBy(arn)]).toEqual([undefined, undefined]);
  });
});

describe('the bucket', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ bucketName: 'docs', bucket: 'other' }, 'docs'],
    [{ bucketName: '', bucket: 'docs' }, 'docs'],
    [{ CreateAccessPointRequest: { Bucket: 'docs' } }, 'docs'],
    [{ bucketName: 'docs--use1-az4--x-s3' }, 'docs--use1-az4--x-s3'],
    [{ bucketName: `${S3}docs` }, 'docs'],
    [{ bucket: `${OUTPOST}bucket/docs` }, 'docs'],
    [{ vectorBucketName: 'docs' }, 'docs'],
    [{ tableBucketARN: `${TABLES}docs` }, 'docs'],
    [{ target: 's3://docs/users/alice/*' }, 'docs'],
    [{ target: 's3://docs*' }, 'docs'],
  ])('is named by the parameters %j, whatever the resources tell', (parameters, expected) => {
    expect(target({ ...parameters, key: 'a' }, object('safe/a'), bucket('safe'))).toMatchObject({
      bucket: expected,
      access_point: null,
    });
  });

  test.each(ACCESS_POINTS)('is told by the resources where the parameters name the access point %s', (bucketName) => {
    expect(target({ bucketName, key: 'a' }, object('safe/b'), object('docs/a'), bucket('safe'))).toMatchObject({
      bucket: 'docs',
      access_point: bucketName,
    });
    expect(target({ bucketName }, bucket('docs'))).toMatchObject({ bucket: 'docs', access_point: bucketName });
    expect(target({ bucketName })).toMatchObject({ bucket: bucketName, access_point: bucketName });
  });

  test('is a table bucket, also where the parameters name the one that a table is kept in', () => {
    const tableBucket = { type: 'AWS::S3Tables::TableBucket', ARN: `${TABLES}docs`, accountId: '1' };
    const table = { type: 'AWS::S3Tables::Table', ARN: `${TABLES}docs/table/a` };
    const expected = { bucket: 'docs', bucket_owner: '1', access_point: null, object_key: 'a' };

    expect(target({ key: 'a' }, table, tableBucket)).toMatchObject(expected);
    expect(target({ bucketName: 'x--table-s3', key: 'a' }, table, tableBucket)).toMatchObject(expected);
    expect(target({ bucketName: 'x--table-s3' })).toMatchObject({ bucket: 'x--table-s3', access_point: null });
  });

  test('is told by the resources where the parameters name none', () => {
    expect(target({ key: 'a' }, bucket('safe'), object('safe/b'), object('docs/a')).bucket).toBe('docs');
    expect(target(null, bucket('safe'), object('docs/a'))).toMatchObject({ bucket: 'docs', object_key: 'a' });
    expect(target({}, { type: 'AWS::S3::Object', ARNPrefix: `${S3}safe/` }, bucket('docs')).bucket).toBe('docs');
    expect(target({ Host: 's3.amazonaws.com' }).bucket).toBeNull();
    expect(fieldsOf({}).bucket).toBeNull();
  });

  test('is that of the object which is written, not that of its source', () => {
    const copy = { bucketName: ALIAS, key: 'a', 'x-amz-copy-source': '/safe/a' };

    expect(target(copy, object('safe/a'), object('docs/a')).bucket).toBe('docs');
    expect(target(copy, object('docs/a'), object('safe/a')).bucket).toBe('docs');
    expect(target(copy, object('safe/a')).bucket).toBe('safe');
  });

  test('is of the account that the resource with its name tells', () => {
    const resources = [bucket('safe', '1'), bucket('docs'), bucket('docs', ''), bucket('docs', '2')];
    const express = { type: 'AWS::S3Express::DirectoryBucket', ARN: `${EXPRESS}bucket/docs`, accountId: '3' };
    const outposts = { type: 'AWS::S3Outposts::Bucket', ARN: `${OUTPOST}bucket/docs`, accountId: '4' };

    expect(target({ bucketName: 'docs' }, ...resources).bucket_owner).toBe('2');
    expect(target({ bucketName: ALIAS, key: 'a' }, object('docs/a'), ...resources).bucket_owner).toBe('2');
    expect(target({ bucketName: 'docs' }, express).bucket_owner).toBe('3');
    expect(target({ bucketName: 'docs' }, outposts).bucket_owner).toBe('4');
    expect(target({ bucketName: 'docs' }, bucket('safe', '1')).bucket_owner).toBeNull();
    expect(target({ bucketName: 'docs' }, { ...object('docs'), accountId: '1' }).bucket_owner).toBeNull();
    expect(target({ bucketName: 'docs' }, { type: 'AWS::S3::Bucket', accountId: '1' }).bucket_owner).toBeNull();
  });
});

test.each<[Record<string, unknown>, string | null]>([
  [{ key: 'a', Key: 'b' }, 'a'],
  [{ key: '', Key: 'b' }, 'b'],
  [{ key: '' }, 'c'],
  [{}, 'c'],
])('the key of a request with the parameters %j is %j', (parameters, expected) => {
  expect(target(parameters, object('docs'), object('docs/c')).object_key).toBe(expected);
  expect(target({}, bucket('docs')).object_key).toBeNull();
});

describe('an access point', () => {
  const ofResource = { type: 'AWS::S3::AccessPoint', ARN: ACCESS_POINT };
  const additionalEventData = { accessPointName: 'additional' };
  const requestParameters = { accessPointAlias: 'alias', bucketName: ALIAS, accessPointName: 'name' };

  test.each<[Record<string, unknown>, string]>([
    [requestParameters, 'alias'],
    [{ ...requestParameters, accessPointAlias: undefined }, ALIAS],
    [{ ...requestParameters, accessPointAlias: '', bucketName: 'docs' }, 'name'],
    [{ bucketName: 'docs' }, 'additional'],
  ])('is named by the parameters %j before additional data and resources: %j', (parameters, expected) => {
    const record = { requestParameters: parameters, additionalEventData, resources: [ofResource] };

    expect(fieldsOf(record).access_point).toBe(expected);
  });

  test.each(['AWS::S3::AccessPoint', 'AWS::S3ObjectLambda::AccessPoint', 'AWS::S3Outposts::AccessPoint'])(
    'is named by a resource of the type %s last',
    (type) => {
      expect(target({ bucketName: 'docs' }, bucket('docs'), { type, ARN: 'arn:x' }).access_point).toBe('arn:x');
    },
  );
});

describe('the source of a copy', () => {
  const copy = (header: string) => ({ bucketName: 'docs', key: 'a', 'x-amz-copy-source': header });

  test.each<[string, string]>([
    ['bucket/key', 'bucket/key'],
    ['/bucket/key', 'bucket/key'],
    ['//key', '/key'],
    ['bucket/a%20b+c%2Bd', 'bucket/a b+c+d'],
    ['bucket%2Fkey', 'bucket/key'],
    ['bucket/Gr%C3%BC%C3%9Fe', 'bucket/Grüße'],
    ['/bucket/key?versionId=abc%', 'bucket/key'],
    ['bucket/key%3FversionId=abc', 'bucket/key?versionId=abc'],
    ['bucket/100%', 'bucket/100%'],
    ['/bucket/100%zz%20?versionId=1', 'bucket/100%zz%20'],
  ])('in the header %s is %s', (header, expected) => {
    expect(target(copy(header), object('docs/a')).copy_source).toBe(expected);
  });

  test.each([
    `/${ALIAS}/x%20y/object/z?versionId=1`,
    'mfzwi23gnjvgw.mrap/x y/object/z',
    `${ACCESS_POINT}/object/x%20y/object/z`,
    encodeURIComponent(`${ACCESS_POINT}/object/x y/object/z`),
    `${OUTPOST}accesspoint/docs-point/object/x%20y/object/z?versionId=1`,
  ])('behind the access point of %s is the object with its key', (header) => {
    expect(target(copy(header), object('docs/a'), object('safe/x y/object/z')).copy_source).toBe('safe/x y/object/z');
  });

  test('is another object than the one that is written, where there is another with its key', () => {
    const header = `${ALIAS}/a`;

    expect(target(copy(header), object('docs/a'), object('safe/a')).copy_source).toBe('safe/a');
    expect(target(copy(header), object('safe/a'), object('docs/a')).copy_source).toBe('safe/a');
    expect(target(copy(header), object('docs/a')).copy_source).toBe('docs/a');
  });

  test('is what the header says where no object has the key', () => {
    expect(target(copy(`/${ALIAS}/x%20y?versionId=1`), object('docs/a')).copy_source).toBe(`${ALIAS}/x y`);
    expect(target(copy(`${ACCESS_POINT}/object/x`)).copy_source).toBe(`${ACCESS_POINT}/object/x`);
    expect(target(copy(ALIAS), object('docs/a')).copy_source).toBe(ALIAS);
  });
});

test.each<[string | undefined, string | null]>([
  ['docs/old', 'docs/old'],
  ['/docs/old', 'docs/old'],
  ['docs%2Fold%20one+two', 'docs/old one+two'],
  ['old', 'docs/old'],
  ['/other/old', 'docs/other/old'],
  ['docs', 'docs/docs'],
  ['docs2/old', 'docs/docs2/old'],
  ['100%', 'docs/100%'],
  ['', null],
  [undefined, null],
])('what is renamed with the header %j is %j', (header, expected) => {
  const parameters = { key: 'new', 'x-amz-rename-source': header };

  expect(target({ bucketName: 'docs', ...parameters }).rename_source).toBe(expected);
  expect(target({ bucketName: ALIAS, ...parameters }, object('docs/new')).rename_source).toBe(expected);
  expect(target(parameters).rename_source).toBeNull();
});
