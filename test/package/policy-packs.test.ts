import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { Construct } from 'constructs';
import { S3AuditTrail } from '../../lib';
import { newFolder } from '../new-folder';
import { ENV } from '../util';

interface Report {
  pluginReports: {
    pluginName: string;
    violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
  }[];
}

beforeAll(() => {
  delete process.env.CDK_VALIDATION;
});

function findings(outdir: string): Report['pluginReports'] {
  return (JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report).pluginReports;
}

test('every finding of cdk-nag is explained in docs/policy-packs.md, and nothing else is', () => {
  // GIVEN
  const outdir = newFolder();
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stack', { env: ENV });
  const analyst = new iam.Role(new Construct(stack, 'Team'), 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  new S3AuditTrail(stack, 'Audit').grants.runQueries(analyst);
  const packs = [AwsSolutionsChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks].map(
    (Pack) => new Pack(app),
  );
  Validations.of(app).addPlugins(...packs);

  // WHEN
  expect(() => app.synth()).toThrow();
  const reports = findings(outdir);

  // THEN
  // CloudFormation's own rules would come first, had they found anything.
  const names = reports.map((pack) => pack.pluginName);
  expect(names).toEqual(['AwsSolutions', 'NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321']);
  const found = reports.flatMap((pack) =>
    pack.violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => {
        const resource = constructPath
          .split('/')
          .slice(2)
          .filter((part) => part !== 'Resource')
          .join('');
        // Some tell what they found behind the name of the rule.
        return `${ruleName.replace(`${pack.pluginName}-`, '').replace(/\[.*/, '')} ${resource}`;
      }),
    ),
  );
  const documented = readFileSync(join(__dirname, '../../docs/policy-packs.md'), 'utf8').matchAll(
    /^\| (\w+) +\| (\w+) +\| \S/gm,
  );
  const explained = [...documented]
    .map(([, finding, resource]) => `${finding} ${resource}`)
    .filter((row) => row !== 'Finding Resource');
  expect([...new Set(found)].sort()).toEqual(explained.sort());
});

test('CloudFormation’s own rules are on', () => {
  const outdir = newFolder();
  const app = new App({ outdir });
  const workGroupConfiguration = { bytesScannedCutoffPerQuery: 5 };
  new CfnWorkGroup(new Stack(app, 'Stack'), 'Workgroup', { name: 'w', workGroupConfiguration });
  jest.spyOn(console, 'error').mockImplementation();
  app.synth();
  expect(findings(outdir)).toHaveLength(1);
});
