import { Aws, CfnElement, CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { DataEvents, S3ResourceType } from '../../lib';
import { ACCOUNT, newStack } from '../util';
import { recorder } from './recorder';

const { OBJECT, ACCESS_POINT, EXPRESS_OBJECT } = S3ResourceType;
const IAM = `arn:aws:iam::${ACCOUNT}:`;
const STS = `arn:aws:sts::${ACCOUNT}:`;

describe('events that are left out by name', () => {
  test('are recorded of no type of resources, and all others are', () => {
    const resourceTypes = [OBJECT, EXPRESS_OBJECT];
    const { records } = recorder(
      DataEvents.allBuckets({ resourceTypes, excludeEventNames: ['HeadObject', 'GetObject'] }),
    );
    for (const { name: type } of resourceTypes) {
      const names = ['HeadObject', 'GetObject', 'GetObjectAcl', 'PutObject', 'Head'];
      expect(names.filter((eventName) => records({ type, eventName }))).toEqual(['GetObjectAcl', 'PutObject', 'Head']);
    }
  });

  test('of chosen buckets, too', () => {
    const { deployed, trail } = recorder(
      DataEvents.bucketsByName({
        names: ['aaa'],
        excludeEventNames: ['HeadObject'],
        readWriteType: ReadWriteType.READ_ONLY,
      }),
    );
    const records = (eventName: string, readOnly = true) => deployed.records(trail, 'aaa', { eventName, readOnly });
    expect([records('HeadObject'), records('GetObject'), records('PutObject', false)]).toEqual([false, true, false]);
  });

  test('are management events where these are recorded', () => {
    const { deployed, trail } = recorder(DataEvents.allBuckets({ excludeEventNames: ['PutBucketAcl'] }), {
      managementEvents: ReadWriteType.ALL,
    });
    const event = { eventCategory: 'Management', eventName: 'PutBucketAcl', readOnly: false } as const;
    expect(deployed.recordsEvent(trail, event)).toBe(true);
  });
});

describe('the deletes that S3 adds to a batch', () => {
  const perKey = { eventName: 'DeleteObject', eventType: 'AwsServiceEvent' };
  const requests = [
    { eventName: 'DeleteObject' },
    { eventName: 'DeleteObjects' },
    { eventName: 'DeleteObject', eventType: 'AwsApiCall', type: ACCESS_POINT.name },
  ];

  test('are recorded unless it is said otherwise', () => {
    expect(recorder(DataEvents.allBuckets()).records(perKey)).toBe(true);
    expect(recorder(DataEvents.allBuckets({ perKeyDeletes: true })).records(perKey)).toBe(true);
  });

  test('are left out, by access points, too, and requests are not', () => {
    const resourceTypes = [OBJECT, ACCESS_POINT];
    const { records } = recorder(DataEvents.allBuckets({ resourceTypes, perKeyDeletes: false }));
    expect(resourceTypes.map(({ name }) => records({ ...perKey, type: name }))).toEqual([false, false]);
    expect(requests.filter((event) => !records(event))).toEqual([]);
  });

  test('are none of other types, of which all is recorded', () => {
    const { records } = recorder(
      DataEvents.allBuckets({ resourceTypes: [OBJECT, EXPRESS_OBJECT], perKeyDeletes: false }),
    );
    expect(records({ ...perKey, type: EXPRESS_OBJECT.name })).toBe(true);
  });
});

describe('principals that are left out', () => {
  const recordedOf = (excludePrincipals: string[], callers: (string | undefined)[], owner = newStack()) => {
    const { records } = recorder(DataEvents.allBuckets({ excludePrincipals }), {}, owner);
    return callers.filter((caller) => records({ caller }));
  };

  test.each<[string, string, string[], (string | undefined)[]]>([
    ['a user', `${IAM}user/ci/bob`, [`${IAM}user/ci/bob`], [`${IAM}user/ci/bobby`, `${IAM}user/bob`, undefined]],
    [
      'a role',
      `${IAM}role/scanner`,
      [`${STS}assumed-role/scanner/a`, `${STS}assumed-role/scanner/b`],
      [
        `${STS}assumed-role/scanner-2/a`,
        `${STS.replace('1', '2')}assumed-role/scanner/a`,
        `${IAM}user/scanner`,
        undefined,
      ],
    ],
    [
      'a role with a path, which no session tells',
      `${IAM}role/service/path/scanner`,
      [`${STS}assumed-role/scanner/a`],
      [`${STS}assumed-role/service/a`],
    ],
    [
      'roles whose names begin so',
      `${IAM}role/scan*`,
      [`${STS}assumed-role/scanner/a`, `${STS}assumed-role/scan/a`],
      [`${STS}assumed-role/sca/n`],
    ],
    [
      'the sessions of a role',
      `${STS}assumed-role/scanner`,
      [`${STS}assumed-role/scanner/a`],
      [`${STS}assumed-role/scanner-2/a`],
    ],
    [
      'roles, by the ARNs of sessions',
      `${STS}assumed-role/scan*`,
      [`${STS}assumed-role/scanner/a`],
      [`${STS}assumed-role/s/a`],
    ],
    [
      'one session',
      `${STS}assumed-role/scanner/a`,
      [`${STS}assumed-role/scanner/a`],
      [`${STS}assumed-role/scanner/ab`],
    ],
    ['sessions', `${STS}assumed-role/scanner/a*`, [`${STS}assumed-role/scanner/ab`], [`${STS}assumed-role/scanner/b`]],
    ['all roles', `${IAM}role/*`, [`${STS}assumed-role/a/b`], [`${IAM}user/a`]],
    ['all users', `${IAM}user/*`, [`${IAM}user/a`, `${IAM}user/b/c`], [`${STS}assumed-role/a/b`]],
    ['users under a path', `${IAM}user/ci/*`, [`${IAM}user/ci/bob`], [`${IAM}user/bob`]],
    ['a federated user', `${STS}federated-user/bob`, [`${STS}federated-user/bob`], [`${STS}federated-user/bobby`]],
    ['the root user', `${IAM}root`, [`${IAM}root`], [`${IAM}user/root`]],
    [
      'a role of China',
      `arn:aws-cn:iam::${ACCOUNT}:role/scanner`,
      [`arn:aws-cn:sts::${ACCOUNT}:assumed-role/scanner/a`],
      [`${STS}assumed-role/scanner/a`],
    ],
  ])('%s', (_, excluded, leftOut, recorded) => {
    expect(recordedOf([excluded], [...leftOut, ...recorded])).toEqual(recorded);
  });

  test('several, of both kinds, and one that two of them say', () => {
    const excluded = [`${IAM}user/a`, `${IAM}role/b`, `${STS}assumed-role/b`, `${IAM}user/c*`];
    const callers = [`${IAM}user/a`, `${STS}assumed-role/b/x`, `${IAM}user/cc`, `${IAM}user/d`, undefined];
    expect(recordedOf(excluded, callers)).toEqual([`${IAM}user/d`, undefined]);
  });

  test('roles and users of the app, by their ARNs', () => {
    const owner = newStack();
    const assumedBy = new iam.AccountRootPrincipal();
    const roles = [
      new iam.Role(owner, 'Named', { assumedBy, roleName: 'named', path: '/deep/' }),
      new iam.Role(owner, 'Unnamed', { assumedBy, path: '/deep/' }),
      iam.Role.fromRoleName(owner, 'Imported', 'imported'),
      iam.Role.fromRoleArn(owner, 'ImportedByArn', `${IAM}role/deep/by-arn`),
    ];
    const { attrArn } = new iam.CfnRole(owner, 'Resource', { assumeRolePolicyDocument: {} });
    const named = owner.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'formatted' });
    const user = new iam.User(owner, 'User');
    const nameOf = (construct: Construct) =>
      `stack-${owner.resolve((construct.node.defaultChild as CfnElement).logicalId)}`.toLowerCase();
    const sessions = ['named', nameOf(roles[1]), 'stack-resource', 'imported', 'by-arn', 'formatted', 'named-2'];
    const callers = [...sessions.map((name) => `${STS}assumed-role/${name}/x`), `${IAM}user/${nameOf(user)}`];
    const excluded = [...roles.map(({ roleArn }) => roleArn), attrArn, named, user.userArn];
    expect(recordedOf(excluded, callers, owner)).toEqual([`${STS}assumed-role/named-2/x`]);
  });

  test.each([
    '*',
    'bob',
    'anonymous',
    'cloudfront.amazonaws.com',
    ACCOUNT,
    `${IAM}user`,
    `${IAM}user/`,
    `${IAM}user/a*b`,
    `${IAM}user/**`,
    `${IAM}role/`,
    `${IAM}role/path/*`,
    `${IAM}role/path/scan*`,
    `${IAM}rooted`,
    `${IAM}root*`,
    `${IAM}root/x`,
    `${IAM}assumed-role/scanner`,
    `${IAM}group/all`,
    `${STS}role/scanner`,
    `arn:aws:iam:::user/bob`,
    `arn:aws:s3:::${ACCOUNT}:user/bob`,
    `x${IAM}user/bob`,
    `arn::iam::${ACCOUNT}:user/bob`,
    `arn:aws1:iam::${ACCOUNT}:user/bob`,
    `arn:aws:iam::${ACCOUNT}0:user/bob`,
    `arn:aws:iam:eu-west-1:${ACCOUNT}:user/bob`,
    `${IAM}user/ci/`,
    `${IAM}user/a:b`,
    `${IAM}user/a?`,
    `${STS}assumed-role/`,
    `${STS}assumed-role/scanner/`,
    `${STS}federated-user/`,
    `${STS}user/bob`,
    `${IAM}federated-user/bob`,
  ])('not %j', (arn) => {
    expect(() => DataEvents.allBuckets({ excludePrincipals: [arn] })).toThrow(
      new Error(
        `Invalid 'excludePrincipals': got "${arn}", allowed is the ARN of a user, a role, a session or the root user, of one account. ` +
          'It may end with a *, but not behind the path of a role, which its sessions do not tell. ' +
          'A token as a whole has to be the ARN of a role or user of the app.',
      ),
    );
  });

  test('in the partition and account of the stack, whatever they are', () => {
    const arn = (resource: string, service = 'iam') => `arn:${Aws.PARTITION}:${service}::${Aws.ACCOUNT_ID}:${resource}`;
    const excluded = [arn('role/some/path/a'), arn('assumed-role/b', 'sts'), arn('user/c*')];
    const callers = [`${STS}assumed-role/a/x`, `${STS}assumed-role/b/x`, `${IAM}user/cc`, `${IAM}user/d`];
    expect(recordedOf(excluded, callers)).toEqual([`${IAM}user/d`]);
  });

  test('nor a token of which nobody knows whether it is a role', () => {
    const owner = newStack();
    const tokens = [
      new CfnParameter(owner, 'P').valueAsString,
      new iam.User(owner, 'U').userName,
      `${new iam.User(owner, 'V').userArn}-more`,
      new iam.Group(owner, 'G').groupArn,
    ];
    tokens.forEach((token) =>
      expect(() => DataEvents.allBuckets({ excludePrincipals: [token] })).toThrow(
        /Invalid 'excludePrincipals': got "\$\{/,
      ),
    );
  });

  const word = fc.stringMatching(/^[a-z]{1,3}$/);
  test('whatever their names: exactly the sessions of the roles', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        fc.array(word, { minLength: 1 }),
        (roles, others) => {
          const callers = [...roles, ...others].map((name) => `${STS}assumed-role/${name}/session`);
          const excluded = roles.map((name) => `${IAM}role/some/path/${name}`);
          const expected = others
            .filter((name) => !roles.includes(name))
            .map((name) => `${STS}assumed-role/${name}/session`);
          expect(recordedOf(excluded, callers)).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('fails', () => {
  test.each([{ resourceTypes: [EXPRESS_OBJECT], perKeyDeletes: false }])('where nothing has them: %j', (options) => {
    expect(() => DataEvents.allBuckets(options)).toThrow(
      "Invalid 'perKeyDeletes': got false, allowed is true where 'resourceTypes' has no S3ResourceType.OBJECT",
    );
  });

  test('over 500 values, of which each type repeats some', () => {
    const excludeEventNames = Array.from({ length: 250 }, (_, index) => `Event${index}`);
    const record = (resourceTypes: S3ResourceType[]) =>
      recorder(DataEvents.allBuckets({ resourceTypes, excludeEventNames }));
    expect(() => record([OBJECT])).not.toThrow();
    expect(() => record([OBJECT, EXPRESS_OBJECT])).toThrow(
      /Invalid 'dataEvents': got "506 values", allowed is at most 500 values .* each of 'resourceTypes' repeats/,
    );
  });
});
