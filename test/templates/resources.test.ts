import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  type AccountLogOptions,
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogLocation,
  LogStorage,
  QueryPack,
  S3Audit,
  type S3AuditOptions,
  S3AuditTrail,
  type S3AuditTrailProps,
} from '../../lib';
import { auditTrailTemplate } from '../../templates/audit-trail-template';
import { existingLogsTemplate } from '../../templates/existing-logs-template';
import { PACKS } from '../../templates/query-parameters';
import { ENV, REGION, newStack } from '../util';
import { type Parameters, StackOfTemplate } from './stack-of-template';

const NETWORKS = ['192.0.2.0/24', '2001:db8::/32'];
const PRINCIPALS = ['arn:aws:iam::111122223333:role/app', 'athena.amazonaws.com', 'anonymous'];
const EVERY_PACK = Object.fromEntries(PACKS.map(({ id }) => [`${id}Queries`, 'true']));
const ORGANIZATION = 'o-a1b2c3d4e5';
const ACCOUNTS = ['111122223333', '444455556666'];

/** Parameters that save one list, and the list. */
const ONE_PACK = PACKS.map(({ id, queries }) => ({
  id,
  queries,
  parameters: { RequestIdentificationQueries: 'false', [`${id}Queries`]: 'true' },
}));

const trailTemplate = auditTrailTemplate();
const logsTemplate = existingLogsTemplate();

/** What the construct itself makes, with names that a template gives. */
function ofLibrary(name: string, make: (stack: Stack) => S3AuditTrail | S3Audit, region?: string): StackOfTemplate {
  const stack = newStack({ env: { region } });
  const { workgroup, database } = make(stack);
  (workgroup as AuditWorkgroup).workgroup.name = name;
  (database.node.defaultChild as glue.CfnDatabase).addPropertyOverride('DatabaseInput.Name', name.replaceAll('-', '_'));
  return new StackOfTemplate(Template.fromStack(stack).toJSON());
}

/** Of some regions, the construct chooses one that queries by region ask for, where it knows its own. */
const regionFor = ({ regions }: { regions?: AuditedRegions }) => (regions ? REGION : undefined);

const trailOfLibrary = (name: string, props: S3AuditTrailProps) =>
  ofLibrary(
    name,
    (stack) => new S3AuditTrail(stack, 'Audit', { trailName: `${name}-${REGION}`, ...props }),
    regionFor(props),
  );

describe('a stack of the audit', () => {
  test.each<[string, string, Parameters, S3AuditTrailProps]>([
    ['by default', 's3-audit-trail', {}, {}],
    ['with a name', 'two-3', { Name: 'two-3' }, {}],
    [
      'with a retention and a window',
      's3-audit-trail',
      { RetentionDays: '30', WindowDays: '30' },
      { logStorage: LogStorage.newBucket({ retention: Duration.days(30) }), window: Duration.days(30) },
    ],
    [
      'that leaves a bucket out, and records all management events',
      's3-audit-trail',
      { ExcludedBucket: 'amzn-s3-demo-website', ManagementEvents: 'ALL' },
      {
        dataEvents: DataEvents.allBuckets({ excludeBucketNames: ['amzn-s3-demo-website'] }),
        managementEvents: ReadWriteType.ALL,
      },
    ],
    ['over today', 's3-audit-trail', { WindowDays: '0' }, { window: Duration.days(0) }],
    [
      'of some regions',
      's3-audit-trail',
      { Regions: 'eu-west-1,us-east-1' },
      { regions: AuditedRegions.of(['eu-west-1', 'us-east-1']) },
    ],
    [
      'of management events that write, and what they are for',
      's3-audit-trail',
      { ManagementEvents: 'WRITE_ONLY', RequestIdentificationQueries: 'false', ConfigurationQueries: 'true' },
      { managementEvents: ReadWriteType.WRITE_ONLY, queries: QueryPack.CONFIGURATION },
    ],
    [
      'of all events, with all queries',
      's3-audit-trail',
      {
        ...EVERY_PACK,
        ManagementEvents: 'ALL',
        ExpectedNetworks: NETWORKS.join(','),
        ExpectedPrincipals: PRINCIPALS.join(','),
      },
      {
        managementEvents: ReadWriteType.ALL,
        queries: QueryPack.ALL,
        expectedNetworks: NETWORKS,
        expectedPrincipals: PRINCIPALS,
      },
    ],
    [
      'with expected principals alone',
      's3-audit-trail',
      { ExpectedPrincipals: 'anonymous' },
      { expectedPrincipals: ['anonymous'] },
    ],
    ...ONE_PACK.filter(({ id }) => id !== 'Configuration').map(
      ({ id, parameters, queries }): [string, string, Parameters, S3AuditTrailProps] => [
        `with the queries of ${id} alone`,
        's3-audit-trail',
        parameters,
        { queries },
      ],
    ),
  ])('has the resources that the construct makes: %s', (_, name, parameters, props) => {
    const stack = new StackOfTemplate(trailTemplate, parameters);
    expect(stack.refusals).toEqual([]);
    expect(stack.resources).toEqual(trailOfLibrary(name, props).resources);
  });

  test.each([
    ['aws-cn', 'cn-north-1', ['cn-north-1', 'cn-northwest-1']],
    ['aws-us-gov', 'us-gov-west-1', ['us-gov-east-1', 'us-gov-west-1']],
  ])('has the regions and the ARNs of its partition: %s', (partition, region, regions) => {
    const stack = new StackOfTemplate(trailTemplate, {}, { ...ENV, partition, region });
    const [table] = stack.resourcesOf('AWS::Glue::Table').map((id) => JSON.stringify(stack.resources[id]));
    expect(table).toContain(`"projection.region.values":"${regions.join()}"`);
    const arns = JSON.stringify(stack.resources).match(/arn:aws[^:]*/g);
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}`]));
  });

  test('waits for what the construct’s waits for', () => {
    const [stack, library] = [new StackOfTemplate(trailTemplate), trailOfLibrary('s3-audit-trail', {})];
    for (const id of Object.keys(library.resources)) {
      expect(stack.waitsFor(id)).toEqual(expect.arrayContaining(library.waitsFor(id)));
    }
  });

  test('has the outputs of the app in bin/', () => {
    const text = readFileSync(join(__dirname, '../../bin/s3-audit-trail.ts'), 'utf8');
    const names = [...text.matchAll(/new CfnOutput\(stack, '(\w+)'/g)].map(([, name]) => name);
    const { outputs } = new StackOfTemplate(trailTemplate);
    expect(Object.keys(outputs)).toEqual(names);
    expect(outputs.Trail).toBe(`s3-audit-trail-${REGION}`);
    expect(outputs.RunQuery).toContain(`--region ${REGION} --work-group <Audit`);
    expect(new StackOfTemplate(trailTemplate, ONE_PACK.at(-1)!.parameters).outputs).not.toHaveProperty('RunQuery');
  });
});

describe('a stack over existing logs', () => {
  const bucket = { LogBucketName: 'amzn-s3-demo-logs' };
  const ofLogs = (options: AccountLogOptions, audit: S3AuditOptions = {}, organization?: string) =>
    ofLibrary(
      's3-audit',
      (stack) => {
        const logs = s3.Bucket.fromBucketName(stack, 'Bucket', bucket.LogBucketName);
        const accounts = options.accounts ?? AuditedAccounts.ofStack();
        const location = organization
          ? LogLocation.ofOrganization(logs, organization, { ...options, accounts })
          : LogLocation.ofAccounts(logs, options);
        return new S3Audit(stack, 'Audit', { ...audit, logs: [location] });
      },
      regionFor(options),
    );
  const accounts = AuditedAccounts.of(ACCOUNTS);

  test.each<[string, Parameters, StackOfTemplate]>([
    ['by default', {}, ofLogs({})],
    ['with a prefix', { Prefix: 'a/b' }, ofLogs({ prefix: 'a/b' })],
    ['of accounts', { Accounts: ACCOUNTS.join(',') }, ofLogs({ accounts })],
    ['from a day on', { FirstDay: '2026/01/31' }, ofLogs({ firstDay: '2026-01-31' })],
    ['of some regions', { Regions: 'us-east-1' }, ofLogs({ regions: AuditedRegions.of(['us-east-1']) })],
    [
      'of regions without its own',
      { Regions: 'us-west-2,us-east-1' },
      ofLogs({ regions: AuditedRegions.of(['us-west-2', 'us-east-1']) }),
    ],
    [
      'of an organization',
      { OrganizationId: ORGANIZATION, Accounts: ACCOUNTS.join(',') },
      ofLogs({ accounts }, {}, ORGANIZATION),
    ],
    [
      'of Control Tower',
      { OrganizationId: ORGANIZATION, Prefix: ORGANIZATION, Accounts: ACCOUNTS[0] },
      ofLogs({ prefix: ORGANIZATION, accounts: AuditedAccounts.of([ACCOUNTS[0]]) }, {}, ORGANIZATION),
    ],
    [
      'with all queries',
      {
        ...EVERY_PACK,
        WindowDays: '12',
        ExpectedNetworks: NETWORKS.join(','),
        ExpectedPrincipals: PRINCIPALS.join(','),
      },
      ofLogs(
        {},
        {
          queries: QueryPack.ALL,
          window: Duration.days(12),
          expectedNetworks: NETWORKS,
          expectedPrincipals: PRINCIPALS,
        },
      ),
    ],
    ...ONE_PACK.map(({ id, parameters, queries }): [string, Parameters, StackOfTemplate] => [
      `with the queries of ${id} alone`,
      parameters,
      ofLogs({}, { queries }),
    ]),
  ])('has the resources that the construct makes: %s', (_, parameters, library) => {
    const stack = new StackOfTemplate(logsTemplate, { ...bucket, ...parameters });
    expect(stack.refusals).toEqual([]);
    expect(stack.resources).toEqual(library.resources);
  });
});

test.each([trailTemplate, logsTemplate])(
  'at most five statements are created at once, whichever lists are saved',
  (template) => {
    const names = PACKS.map(({ id }) => `${id}Queries`);
    for (let chosen = 1; chosen < 2 ** names.length; chosen++) {
      const parameters = Object.fromEntries(names.map((name, index) => [name, String(((chosen >> index) & 1) === 1)]));
      const stack = new StackOfTemplate(template, { ...parameters, ManagementEvents: 'ALL' });
      const lasts: string[] = [];
      for (const id of stack.resourcesOf('AWS::Athena::PreparedStatement')) {
        const waitsFor = stack.waitsFor(id);
        const line = lasts.findIndex((last) => waitsFor.includes(last));
        lasts.splice(line < 0 ? lasts.length : line, 1, id);
      }
      expect(lasts.length).toBeLessThanOrEqual(5);
    }
  },
);
