import { auditTrailTemplate } from '../../templates/audit-trail-template';
import { existingLogsTemplate } from '../../templates/existing-logs-template';
import { nounOf } from '../../updates/resource-nouns';
import { type Template, stackUpdate } from '../../updates/stack-update';
import { isKept } from '../updates/breaches';
import { type Parameters, StackOfTemplate } from './stack-of-template';

const BESIDE = { LogBucketName: 'amzn-s3-demo-logs', ManagementEvents: 'WRITE_ONLY' };

/** Each parameter with another value than before. */
const CHANGES: Parameters = {
  Name: 'other',
  RetentionDays: '90',
  ExcludedBucket: 'amzn-s3-demo-website',
  ManagementEvents: 'ALL',
  Regions: 'eu-west-1',
  WindowDays: '30',
  RequestIdentificationQueries: 'false',
  SignaturesQueries: 'true',
  AccessQueries: 'true',
  ExposureQueries: 'true',
  ProtectionQueries: 'true',
  DeletionQueries: 'true',
  ConfigurationQueries: 'true',
  CostAndVolumeQueries: 'true',
  ExpectedNetworks: '192.0.2.0/24',
  ExpectedPrincipals: 'anonymous',
  LogBucketName: 'amzn-s3-demo-other-logs',
  Prefix: 'a',
  OrganizationId: 'o-a1b2c3d4e5',
  Accounts: '444455556666',
  FirstDay: '2026/01/01',
};

describe.each([
  ['s3-audit-trail', auditTrailTemplate(), ['trail']],
  ['s3-audit', existingLogsTemplate(), []],
])('%s', (_, template, replacedByName) => {
  const stackWith = (parameters: Parameters): Template => ({
    Resources: new StackOfTemplate(template, { ...BESIDE, ...parameters })
      .resources as unknown as Template['Resources'],
  });
  const before = stackWith({});

  test.each(Object.keys(template.Parameters!))('no bucket goes where %s changes, or changes back', (name) => {
    const after = stackWith({ [name]: CHANGES[name] });
    const [there, back] = [stackUpdate(before, after), stackUpdate(after, before)];
    expect(there).not.toEqual([]);
    for (const updates of [there, back]) {
      const gone = updates.filter((update) => isKept(update) && ['replaced', 'removed'].includes(update.effect));
      expect(gone.map(nounOf)).toEqual(name === 'Name' ? replacedByName : []);
    }
  });
});
