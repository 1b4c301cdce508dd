import { Aws, CfnCondition, CfnRule, Fn } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type { JsonObject } from '../engine/template/json';
import { LogStorage, QueryPack, S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import { daysOf, giveNames, nameParameter, regionsParameter, windowParameter } from './audit-parameters';
import { eitherTemplate } from './either-template';
import { addOutputs } from './outputs';
import { PATTERNS } from './patterns';
import { QueryParameters } from './query-parameters';
import { TemplateStack } from './template-stack';

const RECORDED = 'What is recorded';
const NONE = 'RecordsNoManagementEvents';
const WRITE_ONLY = 'RecordsOnlyWriteManagementEvents';

/** The template of an audit with a trail of its own. */
export function auditTrailTemplate(): JsonObject {
  return eitherTemplate(
    NONE,
    variant(ReadWriteType.NONE),
    eitherTemplate(WRITE_ONLY, variant(ReadWriteType.WRITE_ONLY), variant(ReadWriteType.ALL)),
  );
}

/** The audit, as it is with these management events. */
function variant(managementEvents: ReadWriteType): JsonObject {
  const stack = new TemplateStack('Who touched which object in S3, how, and with which signature');
  const name = nameParameter(
    stack,
    's3-audit-trail',
    'workgroup, with underscores of its database, and with the region behind it of its trail',
  );
  const retention = stack.parameter('RetentionDays', {
    group: RECORDED,
    label: 'Retention of the log files, in days',
    description: 'After how many whole days log files expire. What expired can be restored for 30 days more.',
    default: '365',
    allowedPattern: PATTERNS.retentionDays,
    constraintDescription: 'must be a whole number, 30 to 36500',
  });
  managementEventsParameter(stack);
  const regions = regionsParameter(stack);
  const window = windowParameter(stack);
  const queries = new QueryParameters(stack);
  const audit = new S3AuditTrail(stack, 'Audit', {
    trailName: `${name.valueAsString}-${Aws.REGION}`,
    logStorage: LogStorage.newBucket({ retention: daysOf(retention) }),
    managementEvents,
    regions,
    window,
    expectedNetworks: queries.expectedNetworks,
    expectedPrincipals: queries.expectedPrincipals,
    // Last, so that the others wait for the same ones without them.
    queries: [...OTHERS, ...(managementEvents === ReadWriteType.NONE ? [] : QueryPack.CONFIGURATION)],
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
