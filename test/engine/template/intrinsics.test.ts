import { Intrinsics } from '../../../engine/template/intrinsics';
import type { Json, JsonObject } from '../../../engine/template/json';

const TEMPLATE: JsonObject = {
  Parameters: {
    Stage: { Type: 'String', Default: 'beta' },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Nameless: { Type: 'String' },
    Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/image' },
  },
  Mappings: { Regions: { aws: { regions: 'us-east-1,eu-west-1' }, 'aws-cn': { regions: 'cn-north-1' } } },
  Conditions: {
    IsBeta: { 'Fn::Equals': [{ Ref: 'Stage' }, 'beta'] },
    IsNotBeta: { 'Fn::Not': [{ Condition: 'IsBeta' }] },
    Both: { 'Fn::And': [{ Condition: 'IsBeta' }, { Condition: 'IsNotBeta' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsBeta' }, { Condition: 'IsNotBeta' }] },
    Odd: { 'Fn::Perhaps': [] },
  },
};

function resolve(value: Json, parameters?: Record<string, string>) {
  const environment = { account: '111122223333', region: 'eu-west-1', parameters };
  return intrinsics(environment).resolve(value);
}

function intrinsics(environment: ConstructorParameters<typeof Intrinsics>[1]): Intrinsics {
  return new Intrinsics(TEMPLATE, environment, (id, attribute) =>
    attribute ? `${id}.${attribute}` : id.toLowerCase(),
  );
}

describe('Intrinsics', () => {
  test.each<[string, Json, Json]>([
    ['plain values', { a: [1, true, null, 'text'] }, { a: [1, true, null, 'text'] }],
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['the partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['the URL suffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['a parameter', { Ref: 'Stage' }, 'beta'],
    ['a list parameter', { Ref: 'Zones' }, ['a', 'b']],
    ['a resource', { Ref: 'Logs' }, 'logs'],
    ['an attribute', { 'Fn::GetAtt': ['Logs', 'Arn'] }, 'Logs.Arn'],
    ['an attribute as text', { 'Fn::GetAtt': 'Logs.Arn' }, 'Logs.Arn'],
    ['Join', { 'Fn::Join': ['', ['s3://', { Ref: 'Logs' }, '/${day}/']] }, 's3://logs/${day}/'],
    ['Join of a list', { 'Fn::Join': ['-', { Ref: 'Zones' }] }, 'a-b'],
    ['Split', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    ['Select', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    ['FindInMap', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Partition' }, 'regions'] }, 'us-east-1,eu-west-1'],
    ['Base64', { 'Fn::Base64': { 'Fn::Join': ['', ['é ', { Ref: 'Stage' }]] } }, 'w6kgYmV0YQ=='],
    ['Sub', { 'Fn::Sub': '${Logs}/${Logs.Arn}/${AWS::Region}/${!day}' }, 'logs/Logs.Arn/eu-west-1/${day}'],
    ['Sub with variables', { 'Fn::Sub': ['${name}-${Stage}', { name: { Ref: 'Logs' } }] }, 'logs-beta'],
    ['If', { 'Fn::If': ['IsBeta', 'yes', { Ref: 'AWS::Nonsense' }] }, 'yes'],
    ['If, otherwise', { 'Fn::If': ['IsNotBeta', 'yes', 'no'] }, 'no'],
    ['And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    ['Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    ['NoValue', { a: { Ref: 'AWS::NoValue' }, b: ['c', { Ref: 'AWS::NoValue' }] }, { b: ['c'] }],
  ])('resolves %s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test('takes given parameters, partition and stack name', () => {
    const given = intrinsics({
      account: '111122223333',
      region: 'cn-north-1',
      partition: 'aws-cn',
      stackName: 'Audit',
      parameters: { Nameless: 'named' },
    });
    expect(given.resolve({ 'Fn::Sub': '${AWS::StackName} ${AWS::URLSuffix} ${Nameless}' })).toBe(
      'Audit amazonaws.com.cn named',
    );
    expect(given.resolve({ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Partition' }, 'regions'] })).toBe('cn-north-1');
  });

  test.each<[string, Json, string]>([
    ['an intrinsic', { 'Fn::ImportValue': 'x' }, 'Intrinsic Fn::ImportValue is unknown'],
    ['a pseudo parameter', { Ref: 'AWS::StackId' }, 'pseudo parameters has no AWS::StackId'],
    ['a parameter without a value', { Ref: 'Nameless' }, 'parameter Nameless has no Default'],
    ['a parameter of SSM', { Ref: 'Image' }, 'Parameter Image has type AWS::SSM::Parameter::Value<String>'],
    ['a mapping', { 'Fn::FindInMap': ['Nope', 'aws', 'regions'] }, 'Mappings has no Nope'],
    ['a key of a mapping', { 'Fn::FindInMap': ['Regions', 'aws-x', 'regions'] }, 'mapping Regions has no aws-x'],
    ['an index', { 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select has no 2'],
    ['a condition', { 'Fn::If': ['Nope', 1, 2] }, 'Conditions has no Nope'],
    ['a condition’s intrinsic', { 'Fn::If': ['Odd', 1, 2] }, 'Condition Fn::Perhaps is unknown'],
    ['a list inside a text', { 'Fn::Join': ['', [{ Ref: 'Zones' }]] }, 'Fn::Join needs a text, not ["a","b"]'],
    ['a text instead of a list', { 'Fn::Join': ['', 'abc'] }, 'Fn::Join needs a list, not "abc"'],
  ])('fails on %s that is unknown', (_, value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });
});
