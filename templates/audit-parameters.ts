import {
  Aws,
  type CfnCondition,
  CfnMapping,
  type CfnParameter,
  Duration,
  Fn,
  type ICfnRuleConditionExpression,
  Token,
} from 'aws-cdk-lib';
import type * as glue from 'aws-cdk-lib/aws-glue';
import { type AuditQuery, AuditWorkgroup, AuditedRegions, type S3Audit, type S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import { knownRegions } from '../lib/logs/region-partitions';
import { PATTERNS, listOf } from './patterns';
import type { TemplateStack } from './template-stack';

const SEEN = 'What queries see';

/**
 * The name that resources of an audit have in common.
 *
 * @param of what it is the name
 */
export function nameParameter(stack: TemplateStack, defaultName: string, of: string): CfnParameter {
  return stack.parameter('Name', {
    group: 'The audit',
    label: 'Name',
    description:
      `Name of the audit's ${of}. Two audits of one account and region need two. Another name replaces these, what ` +
      'somebody saved in the workgroup by hand included; no log file is lost.',
    default: defaultName,
    allowedPattern: PATTERNS.name,
    maxLength: 64,
    constraintDescription:
      'must be lower-case letters and digits with single hyphens between them, a letter first, 64 at most',
  });
}

/**
 * Gives an audit its names. Those that the construct makes hold the name of the stack, which CloudFormation can't make lower
 * case, as a database needs it.
 */
export function giveNames(
  { workgroup, database }: S3Audit | S3AuditTrail,
  { valueAsString: name }: CfnParameter,
): void {
  (workgroup as AuditWorkgroup).workgroup.name = name;
  const { defaultChild } = database.node;
  (defaultChild as glue.CfnDatabase).addPropertyOverride('DatabaseInput.Name', Fn.join('_', Fn.split('-', name)));
}

/** The most that a saved query looks back: fewer days than logs are kept, and fewer partitions than Athena plans, in any case. */
export const MOST_WINDOW_DAYS = 30;

export function windowParameter(stack: TemplateStack): Duration {
  const parameter = stack.parameter('WindowDays', {
    group: SEEN,
    label: 'Window of the saved queries, in days',
    description:
      'How many whole days before today (UTC) a saved query looks back. The prepared statements take any days, and so does ' +
      'a saved query once you edit its text in the console.',
    default: '7',
    allowedPattern: PATTERNS.windowDays,
    constraintDescription: `must be a whole number, 0 to ${MOST_WINDOW_DAYS}`,
  });
  return daysOf(parameter);
}

/** A number that is a text, since CloudFormation's numbers may have fractions, and SQL has none there. */
export function daysOf({ value }: CfnParameter): Duration {
  return Duration.days(Token.asNumber(value));
}

/** The regions that queries see, and the one that queries by region ask for. */
export interface Regions {
  readonly audited: AuditedRegions;
  readonly asked: string;
}

export function regionsParameter(stack: TemplateStack): Regions {
  const known = knownRegions();
  const parameter = stack.parameter('Regions', {
    group: SEEN,
    label: 'Regions',
    description:
      'Regions whose events queries can see, with commas between them; saved queries by region ask for the first. Empty for all ' +
      "regions of the partition that this release knows; saved queries by region then ask for the stack's own.",
    default: '',
    allowedPattern: listOf([...known.values()].flat().join('|')),
    constraintDescription:
      'must be names of regions that this release knows, each once, with commas and no spaces between them',
  });
  const mapping = new CfnMapping(stack, 'Partitions', {
    mapping: Object.fromEntries([...known].map(([partition, names]) => [partition, { regions: names.join(',') }])),
  });
  const first = Fn.select(0, Fn.split(',', parameter.valueAsString));
  return {
    audited: AuditedRegions.of([givenOr(stack, parameter, mapping.findInMap(Aws.PARTITION, 'regions'))]),
    // Where it is not in the list, nothing would be found in the stack's own.
    asked: Token.asString(Fn.conditionIf(isGiven(stack, parameter).node.id, first, Aws.REGION)),
  };
}

/** The queries, those by region for this one. */
export function forRegion(queries: AuditQuery[], region: string): AuditQuery[] {
  return queries.map((query) =>
    query.inputs.some(({ name }) => name === 'region') ? query.withInputs({ region }) : query,
  );
}

/** That a parameter is given: one that may be left out is empty then. */
export function given(parameter: CfnParameter): ICfnRuleConditionExpression {
  return Fn.conditionNot(Fn.conditionEquals(parameter, ''));
}

/** The same as a condition of the template, since a rule can't refer to one. */
export function isGiven(stack: TemplateStack, parameter: CfnParameter): CfnCondition {
  return stack.condition(`Has${parameter.node.id}`, () => given(parameter));
}

/** Its value, or what stands for it where it is left out. */
export function givenOr(stack: TemplateStack, parameter: CfnParameter, otherwise: string): string {
  return Token.asString(Fn.conditionIf(isGiven(stack, parameter).node.id, parameter.valueAsString, otherwise));
}
