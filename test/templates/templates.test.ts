import { type Json, type JsonObject, isObject } from '../../engine/template/json';
import { knownRegions } from '../../lib/logs/region-partitions';
import { MOST_PARTITIONS } from '../../lib/table/planned-partitions';
import { version } from '../../package.json';
import { TEMPLATES, textOf } from '../../templates';
import { MOST_WINDOW_DAYS } from '../../templates/audit-parameters';

const all = Object.entries(TEMPLATES).map(([file, make]) => ({ file, make, template: make() }));

describe.each(all)('$file', ({ make, template }) => {
  const section = (name: string) => (template[name] ?? {}) as Record<string, JsonObject>;

  test('fits into what CloudFormation takes from S3', () => {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    expect(Buffer.byteLength(textOf(template))).toBeLessThanOrEqual(1_000_000);
    const sizes = ['Resources', 'Parameters', 'Outputs', 'Mappings'].map((name) => Object.keys(section(name)).length);
    [500, 200, 200, 200].forEach((most, index) => expect(sizes[index]).toBeLessThanOrEqual(most));
    expect(Buffer.byteLength(template.Description as string)).toBeLessThanOrEqual(1024);
    const texts = Object.values(section('Parameters')).map(({ Description }) => Description as string);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(4000);
  });

  test('is the same each time, and plain ASCII', () => {
    expect(textOf(make())).toBe(textOf(template));
    expect(textOf(template)).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('has no trace of the CDK, and needs nothing that its bootstrap makes', () => {
    expect(Object.keys(template).sort()).toEqual(
      'AWSTemplateFormatVersion Conditions Description Mappings Metadata Outputs Parameters Resources Rules'.split(' '),
    );
    expect(textOf(template)).not.toMatch(/bootstrap|cdk-hnb659fds|CDKMetadata|aws:cdk|aws:asset|\$\{Token/i);
    const types = new Set(Object.values(section('Resources')).map(({ Type }) => (Type as string).split('::')[1]));
    expect([...types].filter((service) => !['Athena', 'CloudTrail', 'Glue', 'S3'].includes(service))).toEqual([]);
  });

  test('names no partition and no region but in what regions there are', () => {
    const text = textOf({ ...template, Mappings: {}, Parameters: {} });
    const regions = [...knownRegions().values()].flat();
    expect(regions.filter((region) => text.includes(region))).toEqual([]);
    expect(text).not.toContain('arn:aws');
  });

  test('says its version, and every parameter what it is for, under a heading', () => {
    expect(template.Description).toContain(`(cdk-s3-audit-trail ${version})`);
    const { 'AWS::CloudFormation::Interface': shown, ...own } = section('Metadata');
    expect(own).toEqual({ 'cdk-s3-audit-trail': { Version: version } });
    const names = Object.keys(section('Parameters'));
    const { ParameterGroups: groups, ParameterLabels: labels } = shown as {
      ParameterGroups: { Label: { default: string }; Parameters: string[] }[];
      ParameterLabels: Record<string, { default: string }>;
    };
    expect(groups.flatMap(({ Parameters }) => Parameters).sort()).toEqual([...names].sort());
    expect(Object.keys(labels)).toEqual(names);
    for (const { Description, AllowedPattern, AllowedValues, ConstraintDescription } of Object.values(
      section('Parameters'),
    )) {
      expect(Description).toMatch(/^[A-Z].*\.$/s);
      expect(AllowedValues ?? AllowedPattern).toBeDefined();
      // CloudFormation puts the parameter's name before it.
      expect(ConstraintDescription ?? 'must be').toMatch(/^must be/);
      expect(ConstraintDescription === undefined).toBe(AllowedPattern === undefined);
    }
  });

  test('uses every parameter and condition', () => {
    const text = textOf({ ...template, Rules: {} });
    Object.keys(section('Parameters')).forEach((name) => expect(text).toContain(`"Ref": "${name}"`));
    Object.keys(section('Conditions')).forEach((name) =>
      expect(text).toMatch(new RegExp(`("Condition": "${name}"|"Fn::If": \\[\\s*"${name}")`)),
    );
  });

  test('refers to no resource that may be missing but under the condition of that resource', () => {
    for (const { Properties } of Object.values(section('Resources'))) {
      const missing = references(Properties).filter((id) => section('Resources')[id]?.Condition !== undefined);
      expect(missing).toEqual([]);
    }
  });
});

test('a window of the longest kind over as many accounts as fit plans no more partitions than Athena takes', () => {
  const accounts = Math.floor((4096 + 1) / '111122223333,'.length);
  const regions = Math.max(...[...knownRegions().values()].map((names) => names.length));
  expect(accounts).toBe(315);
  expect(accounts * regions * (MOST_WINDOW_DAYS + 1)).toBeLessThan(MOST_PARTITIONS);
});

function references(value: Json): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(references);
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([key, part]) => (key === 'Ref' ? [part as string] : references(part)))
    : [];
}
