import { Aws, CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid } from '../core/validation';

/** What the ARN of a caller must not be, or must not begin with. */
interface Exclusion {
  readonly operator: 'notEquals' | 'notStartsWith';
  readonly value: string;
}

const SERVICES: Record<string, string | undefined> = {
  root: 'iam',
  user: 'iam',
  role: 'iam',
  'assumed-role': 'sts',
  'federated-user': 'sts',
};

/**
 * The condition that leaves out what some principals do. CloudTrail compares the ARN that the event has of the caller:
 * that of a session is made of the name of its role, without a path, and of its own.
 *
 * @throws if one isn't an ARN that a caller can have
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export function principalConditions(arns: string[]): cloudtrail.CfnTrail.AdvancedFieldSelectorProperty[] {
  const exclusions = arns.map((arn) => ofResource(arn) ?? ofText(arn));
  const valuesOf = (operator: Exclusion['operator']) => {
    const values = exclusions.filter((exclusion) => exclusion.operator === operator).map(({ value }) => value);
    return values.length > 0 ? [...new Set(values)] : undefined;
  };
  const values = { notEquals: valuesOf('notEquals'), notStartsWith: valuesOf('notStartsWith') };
  return arns.length > 0 ? [{ field: 'userIdentity.arn', ...values }] : [];
}

/** Of a role or user of the app, whose ARN is a token as a whole. */
function ofResource(arn: string): Exclusion | undefined {
  const { firstToken, length } = Tokenization.reverseString(arn);
  const { target, displayName } = length === 1 && Reference.isReference(firstToken) ? firstToken : {};
  if (!CfnResource.isCfnResource(target) || displayName !== 'Arn') {
    return undefined;
  }
  switch (target.cfnResourceType) {
    case iam.CfnRole.CFN_RESOURCE_TYPE_NAME: {
      const { ref, roleName = ref } = target as iam.CfnRole;
      const name = Token.isUnresolved(roleName) ? ref : roleName;
      return ofSessions(`arn:${Aws.PARTITION}:sts::${Stack.of(target).account}:assumed-role/${name}`);
    }
    case iam.CfnUser.CFN_RESOURCE_TYPE_NAME:
      return { operator: 'notEquals', value: arn };
    default:
      return undefined;
  }
}

function ofText(arn: string): Exclusion {
  const [, partition, service, account, resource, star] =
    /^(arn:(?:aws[a-z-]*|\$\{Token\[[^\]]*\]\})):(iam|sts)::(\d{12}|\$\{Token\[[^\]]*\]\}):([^:*?]+)(\*?)$/.exec(arn) ??
    refused(arn);
  const [kind, ...names] = resource.split('/');
  const hasNoName = names.length === 0 || (names.at(-1) === '' && !star);
  if (SERVICES[kind] !== service || (kind === 'root' ? resource !== kind || star : hasNoName)) {
    refused(arn);
  }
  switch (kind) {
    case 'role':
      // Which of the sessions with such names have a role with the path, nobody could tell.
      return names.length > 1 && star
        ? refused(arn)
        : ofSessions(`${partition}:sts::${account}:assumed-role/${names.at(-1)}`, star);
    case 'assumed-role':
      return names.length === 1 ? ofSessions(star ? arn.slice(0, -1) : arn, star) : ofCaller(arn, star);
    default:
      return ofCaller(arn, star);
  }
}

/** All sessions of a role; of all roles whose names begin so, if there is a star. */
function ofSessions(role: string, star = ''): Exclusion {
  return { operator: 'notStartsWith', value: star ? role : `${role}/` };
}

function ofCaller(arn: string, star: string): Exclusion {
  return star ? { operator: 'notStartsWith', value: arn.slice(0, -1) } : { operator: 'notEquals', value: arn };
}

function refused(arn: string): never {
  return invalid(
    'excludePrincipals',
    arn,
    'the ARN of a user, a role, a session or the root user, of one account. It may end with a *, but not behind the path of a role, ' +
      'which its sessions do not tell. A token as a whole has to be the ARN of a role or user of the app',
  );
}
