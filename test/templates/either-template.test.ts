import type { JsonObject } from '../../engine/template/json';
import { eitherTemplate } from '../../templates/either-template';

const NO_VALUE = { Ref: 'AWS::NoValue' };

/** A template with one resource. */
function templateOf(Properties: JsonObject, others: JsonObject = {}): JsonObject {
  return { Conditions: { A: {} }, Resources: { Logs: { Type: 'AWS::S3::Bucket', Properties, ...others } } };
}

const propertiesOf = ({ Resources }: JsonObject) => ((Resources as JsonObject).Logs as JsonObject).Properties;

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['what is the same stays', { One: 1, Two: [2] }, { One: 1, Two: [2] }, { One: 1, Two: [2] }],
  ['a value', { One: 1 }, { One: 2 }, { One: { 'Fn::If': ['A', 1, 2] } }],
  ['a value that one lacks', { One: 1 }, {}, { One: { 'Fn::If': ['A', 1, NO_VALUE] } }],
  ['a value that is null nowhere', {}, { One: '' }, { One: { 'Fn::If': ['A', NO_VALUE, ''] } }],
  ['the end of a list', { One: [1] }, { One: [1, 2] }, { One: [1, { 'Fn::If': ['A', NO_VALUE, 2] }] }],
  [
    'a part of a part',
    { One: [{ Two: 1, Three: 3 }] },
    { One: [{ Two: 2, Three: 3 }] },
    { One: [{ Two: { 'Fn::If': ['A', 1, 2] }, Three: 3 }] },
  ],
  [
    'a function, as a whole',
    { One: { Ref: 'B' } },
    { One: { Ref: 'C' } },
    { One: { 'Fn::If': ['A', { Ref: 'B' }, { Ref: 'C' }] } },
  ],
  [
    'no part of a function',
    { One: { 'Fn::Join': ['', ['a']] } },
    { One: { 'Fn::Join': ['', ['a', 'b']] } },
    { One: { 'Fn::If': ['A', { 'Fn::Join': ['', ['a']] }, { 'Fn::Join': ['', ['a', 'b']] }] } },
  ],
])('what differs is decided by the condition: %s', (_, one, other, both) => {
  expect(propertiesOf(eitherTemplate('A', templateOf(one), templateOf(other)))).toEqual(both);
});

test.each([
  ['SavesUnlessA', false, { 'Fn::And': [{ Condition: 'Saves' }, { 'Fn::Not': [{ Condition: 'A' }] }] }],
  ['SavesWhereA', true, { 'Fn::And': [{ Condition: 'Saves' }, { Condition: 'A' }] }],
])('a resource that one of them has is under both conditions: %s', (name, isOfTrue, condition) => {
  const having = templateOf({}, { Condition: 'Saves' });
  const lacking = { ...having, Resources: {} };
  const both = isOfTrue ? eitherTemplate('A', having, lacking) : eitherTemplate('A', lacking, having);
  expect(both.Conditions).toEqual({ A: {}, [name]: condition });
  expect(both.Resources).toEqual({ Logs: { Type: 'AWS::S3::Bucket', Properties: {}, Condition: name } });
});

test.each<[string, JsonObject, string]>([
  ['the type', templateOf({}, { Type: 'AWS::S3::BucketPolicy' }), 'Logs differ in Type'],
  ['what it waits for', templateOf({}, { DependsOn: ['Policy'] }), 'Logs differ in DependsOn'],
  ['a condition of its own', templateOf({}, { Condition: 'A' }), 'Logs differ in Condition'],
  ['another part of the template', { ...templateOf({}), Outputs: {} }, 'The templates differ in Outputs'],
  ['a resource without a condition', { ...templateOf({}), Resources: {} }, 'one template has and the other has not'],
])('fails where no condition can decide: %s', (_, other, message) => {
  expect(() => eitherTemplate('A', templateOf({}), other)).toThrow(message);
  expect(() => eitherTemplate('A', other, templateOf({}))).toThrow(message);
});
