import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditWorkgroup, LogLocation, PermissionModel, QueryResults, S3Audit, S3AuditProps } from '../../lib';
import { ENV, newStack } from '../util';

const TYPE = 'AWS::LakeFormation::PrincipalPermissions';
const { LAKE_FORMATION: permissionModel } = PermissionModel;

interface Permission {
  Catalog?: string;
  Permissions: string[];
  PermissionsWithGrantOption: string[];
  Principal: { DataLakePrincipalIdentifier: unknown };
  Resource: { Database?: { Name: unknown }; Table?: { DatabaseName: unknown; Name: unknown } };
}

function newAudit(stack: Stack, id = 'Audit', props: Partial<S3AuditProps> = {}): S3Audit {
  const logs = [LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, `${id}Logs`, `${id.toLowerCase()}-logs`))];
  return new S3Audit(stack, id, { logs, permissionModel, ...props });
}

const newRole = (stack: Stack, id = 'Analyst') =>
  new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });

const resourcesIn = (stack: Stack) =>
  Template.fromStack(stack).findResources(TYPE) as Record<string, { Properties: Permission; DependsOn?: string[] }>;

/** Each permission as `whose what: which`, by the logical ids in it. */
function permissionsIn(stack: Stack): string[] {
  const idOf = (value: unknown) =>
    typeof value === 'string'
      ? value
      : /"(?:Ref|Fn::GetAtt)":\[?"(\w+?)(?:[0-9A-F]{8})?"/.exec(JSON.stringify(value))![1];
  return Object.values(resourcesIn(stack)).map(({ Properties: { Principal, Resource, Permissions } }) => {
    const { Database, Table } = Resource;
    const names = Database ? [Database.Name] : [Table!.DatabaseName, Table!.Name];
    return `${[Principal.DataLakePrincipalIdentifier, ...names].map(idOf).join(' ')}: ${Permissions.join(', ')}`;
  });
}

test('whoever runs queries may see the database, and read the table, and the view with it', () => {
  const stack = newStack();
  newAudit(stack).grants.runQueries(newRole(stack)).assertSuccess();
  expect(permissionsIn(stack)).toEqual([
    'Analyst AuditDatabase: DESCRIBE',
    'Analyst AuditDatabase AuditTableTable: DESCRIBE, SELECT',
    'Analyst AuditDatabase AuditRequestsView: DESCRIBE, SELECT',
  ]);
  for (const { Properties } of Object.values(resourcesIn(stack))) {
    expect(Properties.PermissionsWithGrantOption).toEqual([]);
    expect(Object.values(Properties.Resource)).toEqual([expect.objectContaining({ CatalogId: ENV.account })]);
  }
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain(
    'lakeformation:GetDataAccess',
  );
});

test('whoever reads the configuration may see all of it, and read no row', () => {
  const stack = newStack();
  newAudit(stack).grants.readConfiguration(newRole(stack));
  expect(permissionsIn(stack)).toEqual([
    'Analyst AuditDatabase: DESCRIBE',
    'Analyst AuditDatabase AuditTableTable: DESCRIBE',
    'Analyst AuditDatabase AuditRequestsView: DESCRIBE',
  ]);
});

test.each([undefined, PermissionModel.IAM])('without it, there is no permission: %s', (model) => {
  const stack = newStack();
  const { grants } = newAudit(stack, 'Audit', { permissionModel: model });
  grants.runQueries(newRole(stack));
  grants.readConfiguration(new iam.Group(stack, 'Group'));
  expect(resourcesIn(stack)).toEqual({});
});

test('log files are no matter of Lake Formation’s', () => {
  const stack = newStack();
  newAudit(stack).grants.readLogs(new iam.Group(stack, 'Group')).assertSuccess();
  expect(resourcesIn(stack)).toEqual({});
});

test('all tables of several places, and no view where there is none', () => {
  const stack = newStack();
  const logs = ['one', 'two'].map((name) => LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, name, name)));
  newAudit(stack, 'Audit', { logs, requestsView: false }).grants.runQueries(newRole(stack));
  expect(permissionsIn(stack)).toEqual([
    'Analyst AuditDatabase: DESCRIBE',
    'Analyst AuditDatabase AuditTableTable: DESCRIBE, SELECT',
    'Analyst AuditDatabase AuditTable2Table: DESCRIBE, SELECT',
  ]);
});

describe('a permission of one principal on one resource', () => {
  test('is one, and the sum of what was granted, in any order', () => {
    const idsOf = (grant: (audit: S3Audit, role: iam.Role) => void) => {
      const stack = newStack();
      grant(newAudit(stack), newRole(stack));
      expect(permissionsIn(stack)).toHaveLength(3);
      expect(permissionsIn(stack)).toContain('Analyst AuditDatabase AuditTableTable: DESCRIBE, SELECT');
      return Object.keys(resourcesIn(stack)).sort();
    };
    const once = idsOf(({ grants }, role) => grants.runQueries(role));
    const again = idsOf(({ grants }, role) => [grants.runQueries(role), grants.runQueries(role)]);
    const more = idsOf(({ grants }, role) => [grants.readConfiguration(role), grants.runQueries(role)]);
    const less = idsOf(({ grants }, role) => [grants.runQueries(role), grants.readConfiguration(role)]);
    expect([again, more, less]).toEqual([once, once, once]);
  });

  test('is one where the role is imported twice, and where a function acts as it', () => {
    const stack = newStack();
    const { grants } = newAudit(stack);
    const arn = 'arn:aws:iam::111122223333:role/kept';
    grants.runQueries(iam.Role.fromRoleArn(stack, 'Once', arn));
    grants.runQueries(iam.Role.fromRoleArn(stack, 'Twice', arn));
    grants.runQueries(new iam.ArnPrincipal(arn));
    const role = newRole(stack);
    const code = lambda.Code.fromInline('exports.handler = () => {};');
    const { NODEJS_22_X: runtime } = lambda.Runtime;
    grants.runQueries(role);
    grants.runQueries(new lambda.Function(stack, 'Function', { role, code, handler: 'index.handler', runtime }));
    expect(permissionsIn(stack)).toHaveLength(6);
  });

  test('on a database that several stacks import is one', () => {
    const app = new App();
    const roles = new Stack(app, 'Roles', { env: ENV });
    const role = newRole(roles);
    for (const id of ['A', 'B']) {
      const stack = new Stack(app, id, { env: ENV });
      const arn = 'arn:aws:glue:eu-west-1:111122223333:database/security';
      const database = glue.Database.fromDatabaseArn(stack, 'Database', arn);
      newAudit(stack, 'Audit', { database, requestsView: false }).grants.runQueries(role);
    }
    const databases = Object.values(resourcesIn(roles)).filter(({ Properties }) => Properties.Resource.Database);
    expect(databases).toHaveLength(1);
    expect(Object.keys(resourcesIn(roles))).toHaveLength(3);
  });

  test('on the database of two audits is one', () => {
    const stack = newStack();
    const database = new glue.Database(stack, 'Database', { databaseName: 'security' });
    const role = newRole(stack);
    ['One', 'Two'].forEach((id) => newAudit(stack, id, { database }).grants.runQueries(role));
    expect(permissionsIn(stack).filter((permission) => permission.endsWith(' Database: DESCRIBE'))).toHaveLength(1);
    expect(permissionsIn(stack)).toHaveLength(5);
  });
});

describe('logical ids', () => {
  const idsOf = (roles: string[], stackId = 'Stack', audits = ['Audit'], env?: typeof ENV) => {
    const stack = new Stack(new App(), stackId, { env });
    roles.forEach((id) => newRole(stack, id));
    const role = (id: string) => stack.node.findChild(id) as iam.Role;
    audits.map((id) => newAudit(stack, id)).forEach(({ grants }) => roles.forEach((id) => grants.runQueries(role(id))));
    const whose = Object.entries(resourcesIn(stack)).map(([id, { Properties }]) => [
      id,
      JSON.stringify(Properties.Principal),
    ]);
    return (principal: string) => whose.filter(([, text]) => text.includes(`"${principal}`)).map(([id]) => id);
  };

  test('are of the grantee and of what is granted, whatever was granted before', () => {
    const first = idsOf(['One', 'Two']);
    const second = idsOf(['Zero', 'Two', 'One']);
    expect(first('One').map((id) => id.replace(/[0-9A-F]+$/, ''))).toEqual([
      'S3AuditLakeFormationDatabase',
      'S3AuditLakeFormationTable',
      'S3AuditLakeFormationView',
    ]);
    expect(second('One')).toEqual(first('One'));
    expect(second('Two')).toEqual(first('Two'));
    expect(new Set([...first('One'), ...first('Two')]).size).toBe(6);
    expect(idsOf(['One'], 'Stack', ['Other', 'Audit'])('One')).toEqual(expect.arrayContaining(first('One')));
  });

  test('stay where the stack’s id changes, or an account is given', () => {
    const ids = idsOf(['One'])('One');
    expect(idsOf(['One'], 'Renamed')('One')).toEqual(ids);
    expect(idsOf(['One'], 'Stack', ['Audit'], ENV)('One')).toEqual(ids);
  });
});

test('each is granted after the one before it, and all after what they are about', () => {
  const stack = newStack();
  const { grants } = newAudit(stack);
  ['One', 'Two'].forEach((id) => grants.runQueries(newRole(stack, id)));
  const entries = Object.entries(resourcesIn(stack));
  expect(entries).toHaveLength(6);
  expect(entries.map(([, { DependsOn = [] }]) => DependsOn)).toEqual([[], ...entries.slice(0, -1).map(([id]) => [id])]);
  // Names are references, by which CloudFormation knows.
  for (const [, { Properties }] of entries) {
    expect(JSON.stringify(Properties.Resource)).toContain('"Name":{"Ref":"Audit');
  }
});

describe('a role of another stack', () => {
  const stacks = (env = ENV) => {
    const app = new App();
    return { audits: new Stack(app, 'Audits', { env: ENV }), roles: new Stack(app, 'Roles', { env }) };
  };

  test('has its permissions there, beside its policy, so that stacks don’t wait for one another', () => {
    const { audits, roles } = stacks();
    newAudit(audits).grants.runQueries(newRole(roles));
    expect(Object.keys(resourcesIn(roles))).toHaveLength(3);
    expect(resourcesIn(audits)).toEqual({});
  });

  test('in another region has them where the audit is', () => {
    const { audits, roles } = stacks({ ...ENV, region: 'us-east-1' });
    const role = new iam.Role(roles, 'Analyst', { roleName: 'analyst', assumedBy: new iam.AccountRootPrincipal() });
    const workgroup = AuditWorkgroup.fromWorkgroupName('security', QueryResults.athenaManaged());
    newAudit(audits, 'Audit', { workgroup, requestsView: false }).grants.runQueries(role);
    expect(Object.keys(resourcesIn(audits))).toHaveLength(2);
    expect(resourcesIn(roles)).toEqual({});
  });

  test('of two stacks with the same ids, each has its own', () => {
    const app = new App();
    const audits = ['A', 'B'].map((id) => newAudit(new Stack(app, id, { env: ENV })));
    const roles = new Stack(app, 'Roles', { env: ENV });
    const role = newRole(roles);
    audits.forEach(({ grants }) => grants.runQueries(role));
    expect(Object.keys(resourcesIn(roles))).toHaveLength(6);
  });
});

describe('whom Lake Formation knows', () => {
  const arn = 'arn:aws:iam::111122223333:role/kept';
  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['a role', newRole],
    ['a user', (stack) => new iam.User(stack, 'User')],
    ['an imported role', (stack) => iam.Role.fromRoleArn(stack, 'Role', arn)],
    ['a role by its name', (stack) => iam.Role.fromRoleName(stack, 'Role', 'kept')],
    ['a role that must not change', (stack) => newRole(stack).withoutPolicyUpdates()],
    ['an imported user', (stack) => iam.User.fromUserName(stack, 'User', 'kept')],
    ['the ARN of a role', () => new iam.ArnPrincipal(arn)],
    ['the ARN of a user', () => new iam.ArnPrincipal('arn:aws:iam::111122223333:user/team/kept')],
    ['an ARN by a token', (stack) => new iam.ArnPrincipal(newRole(stack).roleArn)],
  ])('%s', (_, newGrantee) => {
    const stack = newStack();
    newAudit(stack).grants.runQueries(newGrantee(stack));
    expect(Object.keys(resourcesIn(stack))).toHaveLength(3);
  });

  test.each<[string, string, (stack: Stack) => iam.IGrantable]>([
    ['a group', 'Stack/Group', (stack) => new iam.Group(stack, 'Group')],
    ['an account', 'AccountPrincipal(', () => new iam.AccountPrincipal('111122223333')],
    ['this account', 'AccountRootPrincipal(', () => new iam.AccountRootPrincipal()],
    ['an organization', 'OrganizationPrincipal(', () => new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
    ['a session', 'ArnPrincipal(', () => new iam.ArnPrincipal('arn:aws:sts::111122223333:assumed-role/kept/session')],
    ['the ARN of a group', 'ArnPrincipal(', () => new iam.ArnPrincipal('arn:aws:iam::111122223333:group/kept')],
    ['a role with a condition', '', () => new iam.ArnPrincipal(arn).withConditions({ Bool: { 'aws:x': true } })],
    ['several', '', () => new iam.CompositePrincipal(new iam.ArnPrincipal(arn), new iam.ArnPrincipal(arn))],
  ])('fails for %s', (_, named, newGrantee) => {
    const stack = newStack();
    const { grants } = newAudit(stack);
    const grantee = newGrantee(stack);
    for (const grant of [() => grants.runQueries(grantee), () => grants.readConfiguration(grantee)]) {
      expect(grant).toThrow(`Invalid 'grantee': got "${named}`);
      expect(grant).toThrow(
        'allowed is a role, a user or the ArnPrincipal of one, where Lake Formation governs: it knows no groups, services and ' +
          'accounts, and no conditions on a principal. Grant it to the roles or users behind it.',
      );
    }
  });
});
