import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { readTemplate } from '../../engine/template/template';
import {
  AuditQuery,
  AuditWorkgroup,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogStorage,
  QueryResults,
  S3AuditTrail,
  type S3AuditTrailProps,
  SavedQuery,
} from '../../lib';
import { ENV, newStack } from '../util';

const RUNS = 4;
const PARAMETER = 'Given';
/** One of them is taken in each place. */
const PLAIN = ['xxx', 'arn:x', '10.0.0.0/8'];

/** What means something in SQL, in JSON or in a template, between texts of all kinds. */
const HOSTILE = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["'", "''", '"', '""', '\\', '\\"', '--', '/*', '*/', ';', '?', ':x', '(', ')', ',', '\n', '\0', '%', '`'],
        ...['${AWS::Region}', '$', '{', '}', ' OR ', ' UNION SELECT 1 ', 'FROM', 'cloudtrail_logs', "' OR '1'='1", 'x'],
        ...['$&', '<table>', '<schema>'],
      ),
      fc.string({ maxLength: 5, unit: 'binary' }),
      fc.string({ maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** What every place is given first. The view's text is made by replacing such marks. */
const EXAMPLES: [string][] = [[`a"<schema>`], [`a' OR '1'='1' --`]];

/** Where a text goes in: what is made with it, and whether it stands in a statement. */
interface Place {
  readonly isAsked?: boolean;
  /** What AWS takes there. */
  readonly taken?: RegExp;
  readonly make: (stack: Stack, text: string) => unknown;
}

/** One line, by the reference of Glue's API; and what an ARN takes there. */
const GLUE_NAME = /^[\t\u0020-\u0039\u003b-\uffff]*$/;

const audit = (stack: Stack, props: S3AuditTrailProps) => new S3AuditTrail(stack, 'Audit', props);
const database = (stack: Stack, name: string) =>
  glue.Database.fromDatabaseArn(stack, 'Database', `arn:aws:glue:${ENV.region}:${ENV.account}:database/${name}`);
const own = (text: string, options = {}) => AuditQuery.fromText('own', text, options);
const ONE_INPUT = "-- input: x - a text\nSELECT event_id FROM s3_requests WHERE bucket = :x OR object_key = '\"'";

const PLACES: Record<string, Place> = {
  'the value of an input': {
    isAsked: true,
    make: (stack, x) => audit(stack, { queries: [own(ONE_INPUT, { inputs: { x } })] }),
  },
  'the value that a query is given': {
    isAsked: true,
    make: (stack, bucket) => audit(stack, { queries: [AuditQuery.BUCKET_USERS.withInputs({ bucket })] }),
  },
  'the default of an input': {
    make: (stack, text) => audit(stack, { queries: [own(ONE_INPUT.replace(' - ', ` (string = ${text}) - `))] }),
  },
  'a title': { make: (stack, text) => audit(stack, { queries: [own(`-- title: ${text}\n${ONE_INPUT}`)] }) },
  'a question': { make: (stack, question) => audit(stack, { queries: [own(ONE_INPUT, { question })] }) },
  'the name of a query': { make: (stack, text) => audit(stack, { queries: [AuditQuery.fromText(text, ONE_INPUT)] }) },
  'the name of a database': {
    isAsked: true,
    taken: GLUE_NAME,
    make: (stack, text) => audit(stack, { database: database(stack, text), queries: [own(ONE_INPUT)] }),
  },
  'the name of a database of the app': {
    isAsked: true,
    taken: GLUE_NAME,
    make: (stack, databaseName) =>
      audit(stack, { database: new glue.Database(stack, 'Database', { databaseName }), queries: [own(ONE_INPUT)] }),
  },
  'the name of a table': {
    taken: GLUE_NAME,
    make: (stack, tableName) => audit(stack, { tableName, queries: [own(ONE_INPUT)] }),
  },
  'the name of a view': { make: (stack, text) => audit(stack, { requestsViewName: text, queries: [own(ONE_INPUT)] }) },
  'the prefix of statements': {
    make: (stack, statementPrefix) => {
      const results = QueryResults.athenaManaged();
      const workgroup = AuditWorkgroup.fromWorkgroupName('security', results, { statementPrefix });
      return audit(stack, { workgroup, queries: [own(ONE_INPUT)] });
    },
  },
  'the name of a workgroup': {
    make: (stack, text) => {
      const workgroup = AuditWorkgroup.fromWorkgroupName(text, QueryResults.athenaManaged());
      return audit(stack, { workgroup, queries: [own(ONE_INPUT)] });
    },
  },
  'the prefix of log files': {
    make: (stack, prefix) => {
      const logStorage = LogStorage.inBucket(new s3.Bucket(stack, 'Logs'), { prefix });
      return audit(stack, { logStorage, queries: [own(ONE_INPUT)] });
    },
  },
  'the name of a workgroup that is made': {
    make: (stack, workgroupName) =>
      audit(stack, { workgroup: new AuditWorkgroup(stack, 'Workgroup', { workgroupName }), queries: [own(ONE_INPUT)] }),
  },
  'the prefix of results': {
    make: (stack, prefix) => {
      const results = QueryResults.inBucket(new s3.Bucket(stack, 'Results'), prefix);
      return audit(stack, {
        workgroup: new AuditWorkgroup(stack, 'Workgroup', { results }),
        queries: [own(ONE_INPUT)],
      });
    },
  },
  'the name of an input': {
    make: (stack, text) => audit(stack, { queries: [own(ONE_INPUT.replaceAll(/(?<=input: |:)x/g, text))] }),
  },
  'a value of a SavedQuery': {
    isAsked: true,
    make: (stack, x) => {
      const { table, workgroup } = audit(stack, { queries: [AuditQuery.COPIES] });
      return new SavedQuery(stack, 'Query', { query: own(ONE_INPUT), table, workgroup, inputs: { x } });
    },
  },
  'the first day': { make: (stack, firstDay) => audit(stack, { firstDay, queries: [own(ONE_INPUT)] }) },
  'an account': {
    make: (stack, account) => audit(stack, { accounts: AuditedAccounts.of([account]), queries: [own(ONE_INPUT)] }),
  },
  'a region that is new': {
    make: (stack, region) => audit(stack, { regions: AuditedRegions.all([region]), queries: [own(ONE_INPUT)] }),
  },
  'the name of a bucket that is left out': {
    make: (stack, name) =>
      audit(stack, { dataEvents: DataEvents.allBuckets({ excludeBucketNames: [name] }), queries: [own(ONE_INPUT)] }),
  },
  'the name of the log bucket': {
    isAsked: true,
    make: (stack, text) =>
      audit(stack, {
        logStorage: LogStorage.inBucket(
          s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: text, bucketArn: `arn:aws:s3:::${text}` }),
        ),
        managementEvents: cloudtrail.ReadWriteType.ALL,
        queries: [AuditQuery.AUDIT_CHANGES],
      }),
  },
  'the name of the trail': {
    make: (stack, trailName) =>
      audit(stack, {
        trailName,
        managementEvents: cloudtrail.ReadWriteType.ALL,
        queries: [AuditQuery.AUDIT_CHANGES],
      }),
  },
  'an expected principal': {
    make: (stack, text) =>
      audit(stack, { expectedPrincipals: [text], queries: [AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS] }),
  },
  'an expected network': {
    make: (stack, text) => audit(stack, { expectedNetworks: [text], queries: [AuditQuery.REQUESTS_OUTSIDE_NETWORKS] }),
  },
};

/** What is deployed with a text in one place, be it known at synthesis or at deployment; undefined where it is refused. */
function deployed({ make }: Place, text: string, isToken: boolean): string[] | undefined {
  const stack = newStack();
  const given = isToken ? new CfnParameter(stack, PARAMETER).valueAsString : text;
  try {
    make(stack, given);
  } catch (error) {
    // The second is the CDK's own.
    expect((error as Error).message).toMatch(/^Invalid ('[^]*': got [^]*, allowed is [^]*\.|S3 bucket name[^]*)$/);
    return undefined;
  }
  const parameters = { [PARAMETER]: text };
  const template = readTemplate(Template.fromStack(stack).toJSON(), { ...ENV, parameters });
  return [
    ...template.savedQueries.map(({ sql }) => sql),
    ...template.preparedStatements.map(({ sql }) => sql),
    ...template.views.map(({ definition }) => definition.originalSql),
  ];
}

/** The statement with nothing in its strings and quoted names, by a reader that has no more in common with ours than SQL. */
function structure(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (quoted) => quoted[0].repeat(2));
}

/** What stands in strings and in quoted names. */
function contents(sql: string): string[] {
  return [...sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g)].map(([quoted]) =>
    quoted.slice(1, -1).replaceAll(quoted[0].repeat(2), quoted[0]),
  );
}

describe.each([false, true])('no text changes the structure of a statement, where it is a token: %s', (isToken) => {
  test.each(Object.entries(PLACES))('%s', (_, place) => {
    const { taken = /^[^]/ } = place;
    // What no token can stand for, is refused always.
    const plain = PLAIN.map((text) => deployed(place, text, isToken)).find((statements) => statements !== undefined);
    const structures = plain?.map(structure);
    fc.assert(
      fc.property(
        HOSTILE.filter((text) => taken.test(text)),
        (text) => {
          const statements = deployed(place, text, isToken);
          if (statements) {
            expect(statements.map(structure)).toEqual(structures);
            expect(
              !place.isAsked || statements.some((sql) => contents(sql).some((found) => found.includes(text))),
            ).toBe(true);
          }
        },
      ),
      // Others each time; where one fails, its seed is told.
      { numRuns: RUNS, examples: EXAMPLES },
    );
  });
});
