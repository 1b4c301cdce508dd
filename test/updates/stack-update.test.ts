import { type TemplateResource, stackUpdate } from '../../updates/stack-update';

const bucket = (Properties: TemplateResource['Properties'], policies: Partial<TemplateResource> = {}) => ({
  Bucket: { Type: 'AWS::S3::Bucket', Properties, ...policies },
});
const table = (name: unknown, comment = '') => ({
  Table: {
    Type: 'AWS::Glue::Table',
    Properties: { CatalogId: '1', DatabaseName: 'd', TableInput: { Name: name, Description: comment } },
  },
});
const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/** What becomes of each resource, in words. */
function effects(before: Record<string, TemplateResource>, after: Record<string, TemplateResource>): string[] {
  return stackUpdate({ Resources: before }, { Resources: after }).map(
    ({ logicalId, effect, leftBehind }) => `${logicalId}: ${effect}${leftBehind ? ', left behind' : ''}`,
  );
}

test.each<[string, Record<string, TemplateResource>, Record<string, TemplateResource>, string[]]>([
  ['nothing', bucket({ BucketName: 'a' }), bucket({ BucketName: 'a' }), []],
  ['a name', bucket({ BucketName: 'a' }), bucket({ BucketName: 'b' }), ['Bucket: replaced']],
  ['a name of what is kept', bucket({}), bucket({ BucketName: 'b' }, KEPT), ['Bucket: replaced, left behind']],
  ['Object Lock', bucket({}), bucket({ ObjectLockEnabled: true }), ['Bucket: replaced']],
  ['a lifecycle', bucket({}), bucket({ LifecycleConfiguration: { Rules: [] } }), ['Bucket: in place']],
  ['a policy of removal', bucket({}), bucket({}, KEPT), []],
  ['a new resource', {}, bucket({}), ['Bucket: added']],
  ['one less', bucket({}), {}, ['Bucket: removed']],
  ['one less that is kept', bucket({}, KEPT), {}, ['Bucket: removed, left behind']],
  ['a name in a part of a property', table('one'), table('other'), ['Table: replaced']],
  ['another part of that property', table('one'), table('one', 'of logs'), ['Table: in place']],
])('changes: %s', (_, before, after, expected) => {
  expect(effects(before, after)).toEqual(expected);
});

test('a replacement goes on to what refers to it, also within a text, and on from there', () => {
  // GIVEN
  const rest = {
    Query: {
      Type: 'AWS::Athena::NamedQuery',
      Properties: { Database: 'd', QueryString: { 'Fn::Join': ['', ['SELECT * FROM ', { Ref: 'Table' }]] } },
    },
    Parameter: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Value: { 'Fn::GetAtt': ['Query', 'Id'] } },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: 'b', PolicyDocument: { Statement: [{ Resource: { Ref: 'Table' } }] } },
    },
    Other: { Type: 'AWS::Athena::WorkGroup', Properties: { Name: 'w' }, DependsOn: ['Table'] },
  };

  // THEN
  expect(effects({ ...table('one'), ...rest }, { ...table('other'), ...rest })).toEqual([
    'Table: replaced',
    'Query: replaced',
    'Parameter: in place',
    'Policy: in place',
  ]);
});

test('what a mapping holds is changed where it is looked up', () => {
  const Resources = bucket({ Tags: [{ Key: 'k', Value: { 'Fn::FindInMap': ['Regions', 'aws', 'names'] } }] });
  const withRegions = (names: string) => ({ Resources, Mappings: { Regions: { aws: { names } } } });
  expect(stackUpdate(withRegions('one'), withRegions('one'))).toEqual([]);
  expect(stackUpdate(withRegions('one'), withRegions('one,two'))).toMatchObject([{ effect: 'in place' }]);
});

test('what the schemas do not tell is an error', () => {
  const other = { Bucket: { Type: 'AWS::S3::AccessPoint' } };
  const sub = bucket({ BucketName: { 'Fn::Sub': '${Other}' } });
  expect(() => effects(bucket({}), bucket({ Nmae: 'a' }))).toThrow('has no Nmae');
  expect(() => effects({ A: { Type: 'AWS::S3::Own' } }, { A: { Type: 'AWS::S3::Own', Properties: { A: 1 } } })).toThrow(
    'no schema of AWS::S3::Own',
  );
  expect(() => effects(bucket({}), other)).toThrow('refuses');
  expect(() => effects(sub, sub)).toThrow('Fn::Sub');
});
