import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { nameOf } from '../core/grantees';
import { invalid } from '../core/validation';
import { Permitted } from './lake-formation-permission';

/** What some principals of the CDK's have: of an account, the ARN is that of its root, and a token. */
interface PrincipalParts {
  readonly roleArn?: string;
  readonly userArn?: string;
  readonly arn?: string;
  readonly accountId?: unknown;
}

/**
 * The role or user that a grantee is, or acts as, which are whom Lake Formation knows of IAM's principals.
 *
 * @throws if the grantee is another one
 */
export function lakeFormationPrincipal(grantee: iam.IGrantable): Permitted {
  const { roleArn, userArn, arn, accountId } = grantee.grantPrincipal as PrincipalParts;
  const found = roleArn ?? userArn ?? arn;
  if (found === undefined || accountId !== undefined || !mayBeRoleOrUser(found)) {
    return invalid(
      'grantee',
      nameOf(grantee),
      'a role, a user or the ArnPrincipal of one, where Lake Formation governs: it knows no groups, services and accounts, ' +
        'and no conditions on a principal. Grant it to the roles or users behind it',
    );
  }
  const { grantPrincipal } = grantee;
  return { arn: found, construct: Construct.isConstruct(grantPrincipal) ? grantPrincipal : undefined };
}

function mayBeRoleOrUser(arn: string): boolean {
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  return Token.isUnresolved(resource) || /^(role|user)\/./.test(resource);
}
