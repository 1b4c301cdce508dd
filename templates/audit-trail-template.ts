import { Aws, CfnCondition, CfnRule, Fn } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type { JsonObject } from '../engine/template/json';
import { DataEvents, LogStorage, QueryPack, S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import {
  daysOf,
  forRegion,
  giveNames,
  isGiven,
  nameParameter,
  regionsParameter,
  windowParameter,
} from './audit-parameters';
import { eitherTemplate } from './either-template';
import { addOutputs } from './outputs';
import { PATTERNS, optional } from './patterns';
import { QueryParameters } from './query-parameters';
import { TemplateStack } from './template-stack';

const RECORDED = 'What is recorded';
const NONE = 'RecordsNoManagementEvents';
const WRITE_ONLY = 'RecordsOnlyWriteManagementEvents';

/** The template of an audit with a trail of its own. */
export function auditTrailTemplate(): JsonObject {
  const [leavingOut, leavingNoneOut] = [true, false].map((hasExcludedBucket) => {
    const [none, writeOnly, all] = [ReadWriteType.NONE, ReadWriteType.WRITE_ONLY, ReadWriteType.ALL].map(
      (managementEvents) => variant({ managementEvents, hasExcludedBucket }),
    );
    return eitherTemplate(NONE, none, eitherTemplate(WRITE_ONLY, writeOnly, all));
  });
  return eitherTemplate('HasExcludedBucket', leavingOut, leavingNoneOut);
}

/** What the trail records. */
interface Recorded {
  readonly managementEvents: ReadWriteType;
  readonly hasExcludedBucket: boolean;
}

/** The audit, as it is where that is recorded. */
function variant({ managementEvents, hasExcludedBucket }: Recorded): JsonObject {
  const stack = new TemplateStack('Who touched which object in S3, how, and with which signature');
  const name = nameParameter(
    stack,
    's3-audit-trail',
    'workgroup; of its database, with underscores; and of its trail, with the region behind it',
  );
  const retention = stack.parameter('RetentionDays', {
    group: RECORDED,
    label: 'Retention of the log files, in days',
    description: 'After how many whole days log files expire. What expired can be restored for 30 days more.',
    default: '365',
    allowedPattern: PATTERNS.retentionDays,
    constraintDescription: 'must be a whole number, 30 to 36500',
  });
  const excludedBucket = stack.parameter('ExcludedBucket', {
    group: RECORDED,
    label: 'Bucket to leave out',
    description:
      'Name of a bucket whose events are not recorded, and so not paid: the log bucket of another trail that records S3 data ' +
      'events, since each of the two would else record what the other delivers, for ever; or a busy one that nobody audits. ' +
      "The audit's own buckets are left out in any case.",
    default: '',
    allowedPattern: optional(PATTERNS.bucketName),
    constraintDescription: "must be the name of a general purpose bucket, without 's3://' or 'arn:'",
  });
  isGiven(stack, excludedBucket);
  managementEventsParameter(stack);
  const regions = regionsParameter(stack);
  const window = windowParameter(stack);
  const queries = new QueryParameters(stack);
  const audit = new S3AuditTrail(stack, 'Audit', {
    trailName: `${name.valueAsString}-${Aws.REGION}`,
    logStorage: LogStorage.newBucket({ retention: daysOf(retention) }),
    dataEvents: hasExcludedBucket
      ? DataEvents.allBuckets({ excludeBucketNames: [excludedBucket.valueAsString] })
      : undefined,
    managementEvents,
    regions: regions.audited,
    window,
    expectedNetworks: queries.expectedNetworks,
    expectedPrincipals: queries.expectedPrincipals,
    // Last, so that the others wait for the same ones without them.
    queries: [
      ...forRegion(OTHERS, regions.asked),
      ...(managementEvents === ReadWriteType.NONE ? [] : QueryPack.CONFIGURATION),
    ],
  });
  giveNames(audit, name);
  queries.decide(audit.savedQueries);
  addOutputs(audit, queries);
  return stack.toTemplate();
}

const OTHERS = QueryPack.ALL.filter((query) => !QueryPack.CONFIGURATION.includes(query));

function managementEventsParameter(stack: TemplateStack): void {
  const parameter = stack.parameter('ManagementEvents', {
    group: RECORDED,
    label: 'Management events',
    description:
      'Management events to record, of all services: ConfigurationQueries needs those that write. The first copy in a region ' +
      'is free; where another trail records them already, these cost $2.00 per 100,000.',
    default: 'NONE',
    allowedValues: ['NONE', 'WRITE_ONLY', 'ALL'],
  });
  const is = (value: string) => Fn.conditionEquals(parameter, value);
  new CfnCondition(stack, NONE, { expression: is('NONE') });
  new CfnCondition(stack, WRITE_ONLY, { expression: is('WRITE_ONLY') });
  new CfnRule(stack, 'ConfigurationIsRecorded', {
    ruleCondition: Fn.conditionEquals(Fn.ref('ConfigurationQueries'), 'true'),
    assertions: [
      {
        assert: Fn.conditionContains(['WRITE_ONLY', 'ALL'], parameter.valueAsString),
        assertDescription: 'ConfigurationQueries needs ManagementEvents WRITE_ONLY or ALL: they find nothing else',
      },
    ],
  });
}
