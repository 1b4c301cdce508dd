import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as library from '../../lib';
import { VARIANTS } from '../../scripts/audit-variants';
import { controlsPage } from '../../scripts/controls-page';
import { buildExample, exampleFile } from '../../scripts/doc-examples';
import { ENV } from '../../scripts/policy-findings';
import {
  AuditProperties,
  BucketProperties,
  Properties,
  SECURITY_CONTROLS,
  SecurityControl,
  Standing,
} from '../../scripts/security-controls';

/** What the template of a variant says. */
function propertiesOf(variant: string): AuditProperties {
  const { imports, code } = VARIANTS.find(({ name }) => name === variant)!;
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', { env: ENV });
  const nodeRequire = createRequire(__filename);
  buildExample(exampleFile([...imports, code].join('\n')), stack, (name) =>
    name === 'cdk-s3-audit-trail' ? library : jest.requireActual(nodeRequire.resolve(name)),
  );
  const template = Template.fromStack(stack);
  const only = (type: string): Properties => {
    const found = Object.values(template.findResources(type));
    expect(found).toHaveLength(1);
    return found[0].Properties;
  };
  const bucketOf = (id: string): BucketProperties => {
    const [[logicalId, { Properties: bucket }]] = Object.entries<Properties>(
      template.findResources('AWS::S3::Bucket'),
    ).filter(([name]) => name.includes(id));
    const [{ Properties: policy }] = Object.values<Properties>(
      template.findResources('AWS::S3::BucketPolicy', { Properties: { Bucket: { Ref: logicalId } } }),
    );
    return { bucket, statements: policy.PolicyDocument.Statement };
  };
  return {
    trail: only('AWS::CloudTrail::Trail'),
    logs: bucketOf('LogBucket'),
    results: bucketOf('Results'),
    workgroup: only('AWS::Athena::WorkGroup'),
    keys: Object.values<Properties>(template.findResources('AWS::KMS::Key')).map(
      ({ DeletionPolicy, Properties: key }) => ({ ...key, DeletionPolicy }),
    ),
  };
}

const isDecided = (standing: Standing) => standing === 'met' || standing === 'not met';

describe.each([
  ['default', ({ byDefault }: SecurityControl) => byDefault],
  ['hardened', ({ withOptions }: SecurityControl) => withOptions],
])('the %s audit', (variant, standingOf) => {
  const properties = propertiesOf(variant);

  test.each(SECURITY_CONTROLS.filter((control) => isDecided(standingOf(control))))(
    'stands towards $id of its $subject as docs/controls.md says',
    (control) => {
      expect(control.holds!(properties) ? 'met' : 'not met').toBe(standingOf(control));
    },
  );
});

test('docs/controls.md has them all, each once', () => {
  const names = SECURITY_CONTROLS.map(({ id, subject }) => `${id} of ${subject}`);
  expect(new Set(names).size).toBe(names.length);
  expect(readFileSync(join(__dirname, '../../docs/controls.md'), 'utf8')).toBe(controlsPage());
});
