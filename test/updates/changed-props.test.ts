import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { S3AuditTrail } from '../../lib';
import { auditTemplate, templateOf } from '../../updates/audit-template';
import { CHANGES, type Change, updateOf } from '../../updates/changed-props';
import { nounOf } from '../../updates/resource-nouns';
import { type Effect, type Template, type TemplateResource, stackUpdate } from '../../updates/stack-update';
import { filesUnder } from '../util';
import { breaches, isKept } from './breaches';

const LIB = join(__dirname, '../../lib');
/** The members of the library's interfaces and classes, by the name of it. */
const INTERFACES = new Map(
  filesUnder('lib', /(?<!\.d)\.ts$/)
    .map((file) => ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2023))
    .flatMap((file) => file.statements.filter(isDeclaration).map((one) => ({ file, one })))
    .map(({ file, one }) => {
      const texts = [...one.members].map((member) => [(member.name as ts.Identifier)?.text, member.getFullText(file)]);
      const parents = one.heritageClauses?.flatMap(({ types }) => types.map((type) => type.expression.getText(file)));
      return [one.name!.text, { texts: new Map(texts as [string, string][]), parents: parents ?? [] }];
    }),
);

function isDeclaration(statement: ts.Statement): statement is ts.InterfaceDeclaration | ts.ClassDeclaration {
  return ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement);
}

/** The documentation of a property or method, on one line. */
function documentation(owner: string, property: string): string {
  const declared = INTERFACES.get(owner);
  const text = declared?.texts.get(property)?.replace(/\s*\n\s*\* ?/g, ' ');
  return text ?? declared?.parents.map((parent) => documentation(parent, property)).join('') ?? '';
}

const WAYS = [false, true].flatMap((back) =>
  CHANGES.map((change) => ({ way: back ? 'back from' : 'to', back, change })),
);

test.each(WAYS)(
  '$change.property of $change.owner $way $change.to: data stays, and the documentation tells of what is replaced',
  ({ change, back }) => {
    const told = documentation(change.owner, change.property);
    expect(told).toContain('/**');
    expect(breaches(updateOf(change, { back }), told)).toEqual([]);
  },
);

test('what the documentation says to be replaced is', () => {
  const replaces = (change: Change) => updateOf(change).some((one) => one.effect === 'replaced' && isKept(one));
  const isTold = ({ owner, property }: Change) => documentation(owner, property).includes('replaces the ');
  const properties = (fits: (change: Change) => boolean) => CHANGES.filter(fits).map(({ property }) => property);
  expect(properties(replaces)).toEqual(properties(isTold));
  expect(properties(isTold)).toContain('trailName');
});

/** Requests are loaded of neither: see the refusals of a request table. */
const NOT_LOADED = ['named by each query', 'LAKE_FORMATION, without grants'];
const OF_AUDIT = CHANGES.filter(({ owner, to }) => owner === 'S3AuditTrailProps' && !NOT_LOADED.includes(to));

test.each(OF_AUDIT)('$property of an audit: $to, leaves its request table where it is', ({ before, after }) => {
  const [old, now] = [before, after].map((make) =>
    templateOf((stack) => {
      make(stack);
      (stack.node.findChild('Audit') as S3AuditTrail).addRequestTable();
    }),
  );
  const ofRequests = stackUpdate(old, now).filter((one) => isKept(one) && one.logicalId.includes('RequestTable'));
  expect(ofRequests).toEqual([]);
});

describe('what must not happen is found', () => {
  const withoutChange = auditTemplate();
  const [logBucket] = Object.keys(withoutChange.Resources).filter((id) => /^AuditLogBucket(?!Policy)/.test(id));
  const [trail] = Object.keys(withoutChange.Resources).filter((id) => id.startsWith('AuditTrail'));
  /** The template with one resource changed, or without it. */
  const having = (
    id: string,
    change?: (resource: TemplateResource) => TemplateResource,
    template = withoutChange,
  ): Template => {
    const { [id]: resource, ...others } = template.Resources;
    return { ...template, Resources: change ? { ...others, [id]: change(resource) } : others };
  };
  const loaded = templateOf((stack: Stack) => new S3AuditTrail(stack, 'Audit').addRequestTable());
  const [requests] = Object.keys(loaded.Resources).filter((id) => /^AuditRequestTableRequests[0-9A-F]{8}$/.test(id));
  const renamed = (resource: TemplateResource) => ({ ...resource, Properties: { ...resource.Properties, Name: 'n' } });
  const named = (resource: TemplateResource) => ({
    ...resource,
    Properties: { ...resource.Properties, BucketName: 'n' },
  });
  const retention = documentation('LogBucketProps', 'retention');

  test.each<[string, Template, Template, string, string[]]>([
    ['a name for the log bucket', withoutChange, having(logBucket, named), retention, ['log bucket replaced']],
    ['the same, told', withoutChange, having(logBucket, named), 'replaces the log bucket', []],
    [
      'the same where nothing retains it',
      withoutChange,
      having(logBucket, (resource) => ({ ...named(resource), UpdateReplacePolicy: undefined })),
      'replaces the log bucket',
      ['log bucket replaced'],
    ],
    ['no log bucket', withoutChange, having(logBucket), retention, ['log bucket removed']],
    [
      'none, where nothing retained it',
      having(logBucket, (resource) => ({ ...resource, DeletionPolicy: undefined })),
      having(logBucket),
      'is retained',
      ['log bucket removed'],
    ],
    [
      'another name of the request table',
      loaded,
      having(requests, renamed, loaded),
      retention,
      ['request table replaced'],
    ],
    ['no request table', loaded, having(requests, undefined, loaded), retention, ['request table removed']],
    ['no trail', withoutChange, having(trail), 'replaces the trail, which is retained', ['trail removed']],
  ])('%s', (_, before, after, told, expected) => {
    expect(breaches(stackUpdate(before, after), told)).toEqual(expected);
  });
});

test.each(CHANGES)('the way back from $property of $owner: $to, does the same the other way round', (change) => {
  const did = (back: boolean, ...effects: Effect[]) =>
    effects.map((wanted) =>
      updateOf(change, { back })
        .filter(({ effect }) => effect === wanted)
        .map(({ logicalId }) => logicalId)
        .sort(),
    );
  expect(did(true, 'in place', 'replaced', 'added', 'removed')).toEqual(
    did(false, 'in place', 'replaced', 'removed', 'added'),
  );
});

test('every resource has a name that says what it is', () => {
  const nouns = CHANGES.flatMap((change) => updateOf(change)).map(nounOf);
  expect(nouns).toContain('log bucket');
  expect(nouns.filter((noun) => noun.includes('::'))).toEqual([]);
});

test('each change changes something, but the order of queries, a permission model where nobody is granted, and an output', () => {
  const without = CHANGES.filter((change) => updateOf(change).length === 0);
  expect(without.map(({ property, to }) => `${property}: ${to}`)).toEqual([
    'queries: in another order',
    'permissionModel: LAKE_FORMATION, without grants',
    'firstDay: a day',
  ]);
});

/** The interfaces whose properties are not given to an `S3AuditTrail`, and to nothing that it is given. */
const OF_OTHERS = [
  'AccountLogOptions',
  'AuditQueryOptions',
  'CloudTrailTableProps',
  'DataEventTrailProps',
  'LogLocationOptions',
  'OrganizationLogOptions',
  'RequestTableProps',
  'S3AuditProps',
  'S3RequestsViewProps',
  'SavedQueryProps',
];

test('every interface of an audit’s properties has changes of its own, or those of one that extends it', () => {
  const index = readFileSync(join(LIB, 'index.ts'), 'utf8');
  const files = [...index.matchAll(/'\.\/(.*)'/g)].map(([, path]) => readFileSync(join(LIB, `${path}.ts`), 'utf8'));
  const exported = files.flatMap((text) => [...text.matchAll(/^export interface (\w+(?:Props|Options))\b/gm)]);
  const withParents = (name: string): string[] => [name, ...(INTERFACES.get(name)?.parents ?? []).flatMap(withParents)];
  const changed = new Set(CHANGES.flatMap(({ owner }) => withParents(owner)));
  const missing = exported.map(([, name]) => name).filter((name) => !changed.has(name));
  expect(missing.sort()).toEqual(OF_OTHERS);
});
