import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as library from '../../lib';
import { GRANTS, VARIANTS } from '../../scripts/audit-variants';
import { buildExample, exampleFile } from '../../scripts/doc-examples';
import { FINDING_REASONS } from '../../scripts/finding-reasons';
import { CONTROL_TOWER, ENV, checked, findingsOf, newApp } from '../../scripts/policy-findings';
import { explainedFindings, policyPacksPage } from '../../scripts/policy-packs-page';

const nodeRequire = createRequire(__filename);
const load = (name: string): unknown =>
  name === 'cdk-s3-audit-trail' ? library : jest.requireActual(nodeRequire.resolve(name));
const page = readFileSync(join(__dirname, '../../docs/policy-packs.md'), 'utf8');
const findings = findingsOf(VARIANTS, load);

test('every finding of every pack is explained in docs/policy-packs.md, and nothing else is', () => {
  const packs = ['AwsSolutions', 'NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321', CONTROL_TOWER];
  expect([...new Set(findings.map(({ pack }) => pack))].sort()).toEqual(packs.sort());
  expect(policyPacksPage(findings)).toBe(page);
});

test('a finding without a reason fails, and so does a reason without a finding', () => {
  const [first, ...others] = FINDING_REASONS;
  expect(() => explainedFindings(findings, others)).toThrow(/^No reason for S1 of LogBucket/);
  expect(() => explainedFindings(findings, [{ ...first, rules: [...first.rules, 'S2'] }, ...others])).toThrow(
    /^Not every rule of S1, .*, S2 finds LogBucket/,
  );
});

test('every grant is in a variant', () => {
  const api = readFileSync(join(__dirname, '../../API.md'), 'utf8');
  const methods = [...api.matchAll(/^\| <code><a href="#cdk-s3-audit-trail\.S3AuditGrants\.(\w+)">/gm)].map(
    ([, name]) => name,
  );
  expect(Object.keys(GRANTS).sort()).toEqual(methods.filter((name) => name !== 'of').sort());
});

const examples = [...page.matchAll(/### (.*)\n\n```ts\n([^]*?)```/g)].map(([, title, code]) => ({ title, code }));

test('each variant has its acknowledgements, the default among those of the granted one', () => {
  const [{ name, code }, ...others] = VARIANTS;
  expect(name).toBe('default');
  expect(examples.map(({ title }) => title)).toEqual(others.map(({ title }) => title));
  expect(others[0].code.startsWith(code)).toBe(true);
});

test.each(examples)('what the page acknowledges is all that the packs find: $title', ({ code }) => {
  const app = newApp();
  buildExample(exampleFile(code), new Stack(app, 'Stack', { env: ENV }), load);
  expect(checked(app)).toEqual([]);
});

test('an acknowledgement counts for its construct in cdk-nag, and for the whole app in Control Tower’s rules', () => {
  const app = newApp();
  const [bucket] = ['Bucket', 'Other'].map((id) => new s3.Bucket(new Stack(app, id, { env: ENV }), id));
  const ids = ['AwsSolutions-S1', `${CONTROL_TOWER}::s3_bucket_logging_enabled_check`];
  Validations.of(bucket).acknowledge(...ids.map((id) => ({ id, reason: 'Tried.' })));
  const found = checked(app).filter(({ rule }) => ids.some((id) => id.endsWith(rule)));
  expect(found.map(({ variant, rule }) => `${rule} of ${variant}`)).toEqual(['S1 of Other']);
});

describe('CloudFormation’s own rules', () => {
  beforeAll(() => {
    delete process.env.CDK_VALIDATION;
  });

  afterAll(() => {
    process.env.CDK_VALIDATION = 'false';
  });

  test('find nothing where grants and all options are', () => {
    const most = VARIANTS.filter(({ name }) => ['granted', 'request table', 'hardened'].includes(name));
    expect(findingsOf(most, load).filter(({ pack }) => pack.startsWith('CloudFormation'))).toEqual([]);
  }, 60_000);

  test('are on', () => {
    jest.spyOn(console, 'error').mockImplementation();
    const app = newApp();
    const workGroupConfiguration = { bytesScannedCutoffPerQuery: 5 };
    new CfnWorkGroup(new Stack(app, 'Stack'), 'Workgroup', { name: 'w', workGroupConfiguration });
    const own = checked(app).filter(({ pack }) => pack.startsWith('CloudFormation'));
    expect(own).toHaveLength(1);
  });
});
