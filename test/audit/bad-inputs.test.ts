import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { BAD_INPUTS, GOOD_INPUTS } from '../cases/bad-inputs';
import { newStack } from '../util';

const LIB = join(__dirname, '../../lib');

function messageOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    // None from within, such as a TypeError.
    return (error as Error).constructor === Error ? (error as Error).message : String(error);
  }
  return 'no error';
}

describe(`${BAD_INPUTS.length} bad inputs are each refused with name, value and what is allowed`, () => {
  test.each(BAD_INPUTS.map((input, index) => [index, input.to, input.name, input] as const))(
    '%i: %s, %s',
    (_, _to, name, { got, allowed, make }) => {
      const message = messageOf(() => make(newStack()));
      const [, found, value, rule] = /^Invalid '(.*?)': got (.*), allowed is (.*)\.$/s.exec(message) ?? [message];
      expect([found, value?.slice(0, got.length), rule?.slice(0, allowed.length)]).toEqual([name, got, allowed]);
      expect(value.length).toBeLessThan(210);
    },
  );
});

describe(`${GOOD_INPUTS.length} odd inputs are taken`, () => {
  test.each(GOOD_INPUTS)('%s', (_, make) => {
    const stack = newStack();
    const synth = () => [make(stack), (stack.node.root as App).synth()];
    expect(messageOf(synth)).toBe('no error');
  });
});

/** The public interfaces and classes of the library, by name. */
const DECLARATIONS = new Map(
  [...readFileSync(join(LIB, 'index.ts'), 'utf8').matchAll(/'\.\/(.*)'/g)]
    .map(([, path]) => `${path}.ts`)
    .map((file) => ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2023))
    .flatMap(({ statements }) => [...statements])
    .filter((statement) => ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement))
    .map((declaration) => [declaration.name!.text, declaration]),
);

/** Of an interface, those included that it inherits. */
function propertiesOf(name: string): string[] {
  const declaration = DECLARATIONS.get(name) as ts.InterfaceDeclaration;
  const inherited = declaration.heritageClauses?.flatMap(({ types }) =>
    types.flatMap(({ expression }) => propertiesOf((expression as ts.Identifier).text)),
  );
  return [...(inherited ?? []), ...declaration.members.map((member) => (member.name as ts.Identifier).text)];
}

/** `Class.method(argument)` for each argument of a public method. */
function methodArguments(): string[] {
  return [...DECLARATIONS.values()].filter(ts.isClassDeclaration).flatMap(({ name, members }) =>
    members
      .filter(ts.isMethodDeclaration)
      .filter((method) => !method.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword))
      .map((method) => ({ method: (method.name as ts.Identifier).text, parameters: method.parameters }))
      .filter(({ method }) => !method.startsWith('_'))
      .flatMap(({ method, parameters }) =>
        parameters.map((parameter) => `${name!.text}.${method}(${(parameter.name as ts.Identifier).text})`),
      ),
  );
}

/** What makes use of an interface that isn't called after it. */
const USERS: Record<string, string> = {
  BucketsByNameOptions: 'DataEvents.bucketsByName',
  DataEventsOptions: 'DataEvents',
  ExcludedBucketsOptions: 'DataEvents.allBuckets',
  AuditQueryOptions: 'AuditQuery',
  BucketStorageOptions: 'LogStorage.inBucket',
  AccountFileOptions: 'AuditedAccounts.fromFile',
  InjectedAccountsOptions: 'AuditedAccounts.injected',
  LogLocationOptions: 'LogLocation',
  AccountLogOptions: 'LogLocation.ofAccounts',
  OrganizationLogOptions: 'LogLocation.ofOrganization',
  S3AuditOptions: 'S3AuditOptions',
  NewResultsBucketOptions: 'QueryResults.newBucket',
  AddedQueryOptions: 'S3AuditTrail.addQuery',
  NewRequestBucketOptions: 'RequestStorage.newBucket',
  RequestBucketOptions: 'RequestStorage.inBucket',
  RequestTableOptions: 'S3AuditTrail.addRequestTable',
  SharedWorkgroupOptions: 'AuditWorkgroup.fromWorkgroupName',
};

test.each([...DECLARATIONS.keys()].filter((name) => /(Props|Options)$/.test(name)))(
  'every property of %s is given a bad value',
  (name) => {
    const user = USERS[name] ?? name.replace(/Props$/, '');
    const tried = new Set(BAD_INPUTS.filter(({ to }) => to === user).map((input) => /^\w+/.exec(input.name)![0]));
    const properties = propertiesOf(name);
    expect(properties.length).toBeGreaterThan(0);
    expect(properties.filter((property) => !tried.has(property))).toEqual([]);
  },
);

/** What an error calls an argument. */
const ARGUMENTS: Record<string, string> = {
  'AuditEncryption.kms(key)': 'key',
  'AuditQuery.fromFile(path)': 'AuditQuery.fromFile',
  'AuditQuery.fromFile(options)': 'props of AuditQuery',
  'AuditQuery.fromText(queryName)': 'queryName',
  'AuditQuery.fromText(text)': 'queries: own',
  'AuditQuery.fromText(options)': 'props of AuditQuery',
  'AuditQuery.withName(queryName)': 'queryName',
  'AuditQuery.withInputs(inputs)': 'inputs of bucket-users',
  'AuditWorkgroup.fromWorkgroupName(workgroupName)': 'workgroupName',
  'AuditWorkgroup.fromWorkgroupName(results)': 'results',
  'DataEventTrail.neverRecord(bucket)': 'bucket',
  'DataEvents.allBuckets(options)': 'props of DataEvents.allBuckets',
  'DataEvents.bucketsByName(options)': 'props of DataEvents.bucketsByName',
  'DataEvents.buckets(selectors)': 'DataEvents.buckets',
  'DataEvents.buckets(options)': 'props of DataEvents.buckets',
  'AuditWorkgroup.fromWorkgroupName(options)': 'props of AuditWorkgroup.fromWorkgroupName',
  'AuditedAccounts.of(accounts)': 'accounts',
  'AuditedAccounts.fromFile(path)': 'AuditedAccounts.fromFile',
  'AuditedAccounts.fromFile(options)': 'props of AuditedAccounts.fromFile',
  'AuditedAccounts.injected(options)': 'props of AuditedAccounts.injected',
  'CloudTrailHistory.of(tables)': 'tables',
  'LogLocation.ofAccounts(bucket)': 'bucket',
  'LogLocation.ofAccounts(options)': 'props of LogLocation.ofAccounts',
  'LogLocation.ofOrganization(bucket)': 'bucket',
  'LogLocation.ofOrganization(organizationId)': 'organizationId',
  'LogLocation.ofOrganization(options)': 'props of LogLocation.ofOrganization',
  'RequestStorage.newBucket(options)': 'props of RequestStorage.newBucket',
  'RequestStorage.inBucket(bucket)': 'bucket',
  'RequestStorage.inBucket(options)': 'props of RequestStorage.inBucket',
  'RequestStorage.ofDatabase(databaseName)': 'databaseName',
  'RequestStorage.ofDatabase(bucket)': 'bucket',
  'RequestStorage.ofDatabase(options)': 'props of RequestStorage.ofDatabase',
  'RequestTable.metricFailedLoads(options)': 'props of metricFailedLoads',
  'RequestTable.metricLoadedDays(options)': 'props of metricLoadedDays',
  'S3Audit.addQuery(query)': 'query',
  'S3Audit.addQuery(options)': 'props of addQuery',
  'S3Audit.addRequestTable(options)': 'props of addRequestTable',
  'AuditedRegions.all(alsoUnknown)': 'alsoUnknown',
  'AuditedRegions.of(regions)': 'regions',
  'AuditedRegions.of(alsoUnknown)': 'alsoUnknown',
  'LogStorage.newBucket(options)': 'props of LogStorage.newBucket',
  'LogStorage.inBucket(bucket)': 'bucket',
  'LogStorage.inBucket(options)': 'props of LogStorage.inBucket',
  'S3ResourceType.of(name)': 'S3ResourceType.of',
  'QueryResults.newBucket(options)': 'props of QueryResults.newBucket',
  'QueryResults.inBucket(bucket)': 'bucket',
  'QueryResults.inBucket(prefix)': 'prefix',
  'S3AuditTrail.addQuery(query)': 'query',
  'S3AuditTrail.addQuery(options)': 'props of addQuery',
  'S3AuditTrail.addRequestTable(options)': 'props of addRequestTable',
  'S3AuditGrants.of(table)': 'table',
  'S3AuditGrants.of(workgroup)': 'workgroup',
  'S3AuditGrants.of(view)': 'view',
  'S3AuditGrants.of(trail)': 'trail',
  'S3AuditGrants.of(requestTable)': 'requestTable',
  'S3AuditGrants.readConfiguration(grantee)': 'grantee',
  'S3AuditGrants.readLogs(grantee)': 'grantee',
  'S3AuditGrants.runQueries(grantee)': 'grantee',
};

test('every argument of a public method is given a bad value', () => {
  expect(Object.keys(ARGUMENTS).sort()).toEqual(methodArguments().sort());
  const untried = Object.entries(ARGUMENTS).filter(
    ([argument, name]) => !BAD_INPUTS.some((input) => argument.startsWith(`${input.to}.`) && input.name === name),
  );
  expect(untried).toEqual([]);
});
