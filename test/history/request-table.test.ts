import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditQuery,
  AuditedAccounts,
  AuditedRegions,
  DataEvents,
  LogLocation,
  RequestStorage,
  RequestTable,
  S3Audit,
} from '../../lib';
import { DeployedTrails } from '../trail/event-selectors';
import { ACCOUNT, newStack, textOf } from '../util';
import { loadedAudit } from './loaded-audit';

const OTHER = '444455556666';

/** The outputs of a request table, by the ends of their names. */
function outputsOf(stack: Stack): Record<string, { Value: unknown; Description: string }> {
  const outputs = Object.entries(Template.fromStack(stack).toJSON().Outputs as object);
  return Object.fromEntries(
    outputs
      .filter(([id]) => id.startsWith('AuditRequestTable'))
      .map(([id, output]) => [
        /(RequestBucket|RequestDatabase|FailuresCommand|BackFillCommand)[0-9A-F]{8}$/.exec(id)![1],
        output,
      ]),
  );
}

describe('the outputs', () => {
  test('name the bucket, the database, and the command that loads days of before', () => {
    const { RequestBucket, RequestDatabase, BackFillCommand } = outputsOf(
      loadedAudit({ firstDay: '2025-06-01' }).stack,
    );
    expect(textOf(RequestBucket.Value)).toMatch(/^<"AuditRequestTableBucket\w+">$/);
    expect(textOf(RequestDatabase.Value)).toMatch(/^<"AuditRequestTableDatabase\w+">$/);
    expect(RequestDatabase.Description).toBe('Database of the request table, which is retained');
    expect(textOf(BackFillCommand.Value)).toMatch(
      /^aws stepfunctions start-execution --region eu-west-1 --state-machine-arn <"AuditRequestTableLoadStateMachine\w+"> --input '\{"firstDay":"2025\/06\/01"\}'$/,
    );
  });

  test('have the command that tells what could not be loaded', () => {
    const { FailuresCommand } = outputsOf(loadedAudit().stack);
    expect(FailuresCommand.Description).toBe('Tells which days could not be loaded, and why: ten messages at a time');
    expect(textOf(FailuresCommand.Value)).toMatch(
      /^aws sqs receive-message --region eu-west-1 --queue-url <"AuditRequestTableLoadFailures\w+"> --max-number-of-messages 10 --wait-time-seconds 20 --message-attribute-names All$/,
    );
  });

  test('leave the first day open where none is given', () => {
    expect(textOf(outputsOf(loadedAudit().stack).BackFillCommand.Value)).toMatch(
      / --input '\{"firstDay":"yyyy\/MM\/dd"\}'$/,
    );
  });
});

describe('metrics', () => {
  const { requestTable, stack } = loadedAudit();
  const shown = (metric: cloudwatch.Metric) => stack.resolve(metric.toMetricConfig().metricStat);

  test('of loads that failed are those of the state machine', () => {
    expect(shown(requestTable.metricFailedLoads())).toMatchObject({
      namespace: 'AWS/States',
      metricName: 'ExecutionsFailed',
      dimensions: [{ name: 'StateMachineArn', value: stack.resolve(requestTable.stateMachine.stateMachineArn) }],
      statistic: 'Sum',
      period: Duration.days(1),
    });
  });

  test('of loaded days are what the state machine puts', () => {
    const { namespace, metricName, dimensions, statistic, period } = shown(requestTable.metricLoadedDays());
    expect([namespace, metricName, statistic]).toEqual(['S3AuditTrail', 'LoadedDays', 'Sum']);
    expect(period).toEqual(Duration.days(1));
    expect(dimensions).toEqual([
      { name: 'StateMachine', value: stack.resolve(requestTable.stateMachine.stateMachineName) },
    ]);
    const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
    const { StateMachineName, DefinitionString } = machine.Properties;
    const dimension = JSON.stringify([{ Name: 'StateMachine', Value: StateMachineName }]);
    expect(textOf(DefinitionString)).toContain(`"Namespace":"S3AuditTrail"`);
    expect(textOf(DefinitionString)).toContain(`"MetricName":"LoadedDays","Dimensions":${dimension}`);
  });

  test('take the options of metrics', () => {
    const options = { period: Duration.hours(6), statistic: 'Maximum', label: 'Loads' };
    for (const metric of [requestTable.metricFailedLoads(options), requestTable.metricLoadedDays(options)]) {
      expect([metric.period.toHours(), metric.statistic, metric.label]).toEqual([6, 'Maximum', 'Loads']);
    }
  });
});

describe('queries', () => {
  const wide = {
    accounts: AuditedAccounts.of([ACCOUNT, OTHER]),
    regions: AuditedRegions.of(['eu-west-1', 'us-east-1', 'us-west-2']),
  };

  test('of the request table read two days of the logs at most', () => {
    const { audit, requestTable } = loadedAudit({}, wide);
    const planned = (days: number, reads?: RequestTable) =>
      audit.addQuery(AuditQuery.COPIES.withName(`copies-${days}-${reads ? 'loaded' : 'logs'}`), {
        reads,
        window: Duration.days(days),
      }).plannedPartitions;
    expect([0, 1, 7, 30].map((days) => planned(days))).toEqual([6, 12, 48, 186]);
    expect([0, 1, 7, 30, 3000].map((days) => planned(days, requestTable))).toEqual([6, 12, 12, 12, 12]);
  });

  test('look back as far as they like, where log files are kept for a year', () => {
    const { audit, requestTable } = loadedAudit();
    const window = Duration.days(3650);
    expect(() => audit.addQuery(AuditQuery.COPIES, { window })).toThrow(/^Invalid 'window': .* at most the retention/);
    expect(audit.addQuery(AuditQuery.LISTINGS, { window, reads: requestTable }).namedQuery).toBeDefined();
  });

  test('that are not told to read it read the logs', () => {
    const { audit, requestTable, stack } = loadedAudit();
    const text = (reads?: RequestTable) => {
      const { preparedStatement } = audit.addQuery(AuditQuery.COPIES.withName(reads ? 'loaded' : 'plain'), { reads });
      return textOf(stack.resolve(preparedStatement.queryStatement));
    };
    expect(text()).not.toContain('requests"');
    expect(text(requestTable)).toMatch(/FROM "<"AuditRequestTableDatabase\w+">"\."requests"/);
  });

  test('name the account once, as their third parameter, where each must', () => {
    const { audit, requestTable, stack } = loadedAudit(
      {},
      { accounts: AuditedAccounts.injected({ saved: [ACCOUNT, OTHER] }) },
    );
    const saved = audit.addQuery(AuditQuery.BUCKET_USERS.withInputs({ bucket: 'b' }), { reads: requestTable });
    const prepared = textOf(stack.resolve(saved.preparedStatement.queryStatement));
    expect(saved.preparedStatement.description).toBe('Parameters: first day, last day, account, bucket');
    expect(prepared.match(/\?/g)).toHaveLength(4);
    expect(prepared.match(/account = \?/g)).toHaveLength(1);
    const named = textOf(stack.resolve(saved.namedQuery!.queryString));
    expect(named.match(/account IN \('111122223333', '444455556666'\)/g)).toHaveLength(1);
  });
});

describe('a trail', () => {
  test('never records the bucket of the request table', () => {
    const { audit, requestTable, stack } = loadedAudit();
    const another = new s3.Bucket(stack, 'Another');
    const deployed = new DeployedTrails(stack.node.root as App);
    expect(deployed.records(audit.trail, another)).toBe(true);
    expect(deployed.records(audit.trail, requestTable.bucket as s3.Bucket)).toBe(false);
  });

  test('never records it where that is one of your own', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Yours', 'amzn-s3-demo-requests');
    const { audit } = loadedAudit({ storage: RequestStorage.inBucket(bucket) }, {}, stack);
    const deployed = new DeployedTrails(stack.node.root as App);
    expect(deployed.records(audit.trail, 'amzn-s3-demo-others')).toBe(true);
    expect(deployed.records(audit.trail, 'amzn-s3-demo-requests')).toBe(false);
  });

  test('of chosen buckets is told, too, where the chosen one is that', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Yours', 'amzn-s3-demo-requests');
    const dataEvents = DataEvents.buckets([{ bucket }]);
    const { audit } = loadedAudit({ storage: RequestStorage.inBucket(bucket) }, { dataEvents }, stack);
    expect(() => new DeployedTrails(stack.node.root as App).records(audit.trail, 'amzn-s3-demo-requests')).toThrow(
      /Invalid 'DataEvents.buckets': got "Stack\/Yours", allowed is .* that of Athena's results or of a request table: recording these/,
    );
  });
});

describe('of several places', () => {
  const ofPlaces = () => {
    const stack = newStack();
    const logs = ['one', 'two'].map((name) => LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, name, name)));
    const audit = new S3Audit(stack, 'Audit', { logs });
    return { audit, requestTable: audit.addRequestTable(), stack };
  };

  test('loads the rows of all of them', () => {
    const { stack } = ofPlaces();
    const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
    const definition = textOf(machine.Properties.DefinitionString);
    const [insert] = /INSERT INTO \S*requests.*?ExecutionParameters/s.exec(definition)!;
    expect(new Set(insert.match(/AuditTable\w*?(?=")/g)).size).toBe(2);
  });
});

test('templates are the same each time', () => {
  const [one, two] = [1, 2].map(() => Template.fromStack(loadedAudit({ firstDay: '2025/01/01' }).stack).toJSON());
  expect(one).toEqual(two);
});

test('a stack of any account and region says so wherever it names them', () => {
  const { stack } = loadedAudit({}, {}, newStack({}));
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(text).not.toContain(ACCOUNT);
  expect(text).not.toContain('${Token[');
  const { BackFillCommand, FailuresCommand } = outputsOf(stack);
  expect(textOf(BackFillCommand.Value)).toContain('--region <"AWS::Region">');
  expect(textOf(FailuresCommand.Value)).toContain('--region <"AWS::Region">');
});
