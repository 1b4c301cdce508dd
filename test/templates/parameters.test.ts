import { isIPv6 } from 'node:net';
import type { JsonObject } from '../../engine/template/json';
import { ACCOUNT, BUCKET, CONSTRAINTS, LISTS, ORGANIZATION, logsTemplate, trailTemplate } from './constraints';
import { type Parameters, StackOfTemplate, regExpOf } from './stack-of-template';

/** @param parameters beside those that have no default */
function refusals(template: JsonObject, parameters: Parameters): string[] {
  const needed: Parameters = template === logsTemplate ? { LogBucketName: BUCKET } : {};
  return new StackOfTemplate(template, { ...needed, ...parameters }).refusals;
}

describe.each(CONSTRAINTS)('$name', ({ template, name, good, bad, stricter = [], check }) => {
  // What the rules want beside it.
  const beside = { SignaturesQueries: 'true', Accounts: ACCOUNT };
  const refused = (value: string) => {
    const known = Object.keys(template.Parameters!).includes('Accounts') ? beside : {};
    return refusals(template, { ...known, [name]: value });
  };

  test.each(good)('takes %s', (value) => {
    expect(refused(value)).toEqual([]);
    expect(() => check?.(value)).not.toThrow();
  });

  test.each(bad)('refuses "%s"', (value) => {
    expect(refused(value)).toContain(name);
    if (check) {
      expect(() => check(value)).toThrow('Invalid ');
    }
  });

  test(`refuses ${stricter.length} values that the library takes, or never sees as a text`, () => {
    expect(stricter.filter((value) => !refused(value).includes(name))).toEqual([]);
  });
});

test('every parameter of the templates is there', () => {
  const names = [trailTemplate, logsTemplate].flatMap(({ Parameters }) => Object.keys(Parameters as JsonObject));
  expect([...new Set(names)].sort()).toEqual([...new Set(CONSTRAINTS.map(({ name }) => name))].sort());
});

test('what both templates have is the same in both, but for names and what they say of themselves', () => {
  const [ofTrail, ofLogs] = [trailTemplate, logsTemplate].map(({ Parameters }) => Parameters as JsonObject);
  const both = Object.keys(ofTrail).filter((name) => name in ofLogs && name !== 'Name');
  expect(both.map((name) => ofTrail[name])).toEqual(both.map((name) => ofLogs[name]));
  expect(both).toEqual(['Regions', 'WindowDays', ...LISTS, 'ExpectedNetworks', 'ExpectedPrincipals']);
});

describe('rules', () => {
  const none = Object.fromEntries(LISTS.map((name) => [name, 'false']));
  const expected = { ExpectedNetworks: '192.0.2.0/24' };
  const principals = { ExpectedPrincipals: 'anonymous' };
  const withoutPage = { RequestIdentificationQueries: 'false', SignaturesQueries: 'true' };
  const organization = { OrganizationId: ORGANIZATION };

  test.each<[string, JsonObject, Parameters, string[]]>([
    ['an organization and accounts', logsTemplate, { ...organization, Accounts: ACCOUNT }, []],
    ['an organization alone', logsTemplate, organization, ['OrganizationId needs Accounts']],
    ['accounts alone', logsTemplate, { Accounts: ACCOUNT }, []],
    [
      'configuration without its events',
      trailTemplate,
      { ConfigurationQueries: 'true' },
      ['ConfigurationQueries needs'],
    ],
    ['configuration, writes', trailTemplate, { ConfigurationQueries: 'true', ManagementEvents: 'WRITE_ONLY' }, []],
    ['configuration, all events', trailTemplate, { ConfigurationQueries: 'true', ManagementEvents: 'ALL' }, []],
    ['events without its queries', trailTemplate, { ManagementEvents: 'ALL' }, []],
    ['configuration of existing logs', logsTemplate, { ConfigurationQueries: 'true' }, []],
    ['no list', trailTemplate, none, ['At least one list']],
    ['no list', logsTemplate, none, ['At least one list']],
    ...LISTS.map((name): [string, JsonObject, Parameters, string[]] => [
      `${name} alone`,
      logsTemplate,
      { ...none, [name]: 'true' },
      [],
    ]),
    ['networks', trailTemplate, expected, []],
    ['networks of exposure', logsTemplate, { ...withoutPage, ExposureQueries: 'true', ...expected }, []],
    ['networks that nobody asks for', logsTemplate, { ...withoutPage, ...expected }, ['ExpectedNetworks needs']],
    ['principals', logsTemplate, principals, []],
    ['principals that nobody asks for', trailTemplate, { ...withoutPage, ...principals }, ['ExpectedPrincipals needs']],
  ])('%s', (_, template, parameters, wanted) => {
    expect(refusals(template, parameters)).toEqual(wanted.map((text) => expect.stringContaining(text)));
  });
});

test('an IPv6 network has the form of an address', () => {
  const pattern = regExpOf(
    (logsTemplate.Parameters as Record<string, JsonObject>).ExpectedNetworks.AllowedPattern as string,
  );
  const texts = ['f', 'fff'].flatMap((digits) =>
    Array.from({ length: 1 << 17 }, (_, bits) =>
      // Of each length, digits and colons in every order.
      bits.toString(2).slice(1).replace(/0/g, digits).replace(/1/g, ':'),
    ),
  );
  expect(texts.filter((text) => pattern.test(`${text}/128`) !== isIPv6(text))).toEqual([]);
  expect(texts.filter(isIPv6).length).toBeGreaterThan(100);
});
