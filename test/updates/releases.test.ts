import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { auditTemplate } from '../../updates/audit-template';
import { nounsOf } from '../../updates/resource-nouns';
import { type Template, stackUpdate } from '../../updates/stack-update';
import { VARIANTS } from '../../updates/variants';
import { breaches } from './breaches';

const RELEASES = join(__dirname, 'releases');
const namesOf = (version: string) => readdirSync(join(RELEASES, version)).map((file) => file.replace('.json', ''));
const deployed = (version: string, name: string) =>
  JSON.parse(readFileSync(join(RELEASES, version, `${name}.json`), 'utf8')) as Template;
const KEPT = readdirSync(RELEASES).flatMap((version) => namesOf(version).map((name) => ({ version, name })));

/** What a decision record says of releases: docs/decisions/0010-names-in-every-region.md. */
const DECIDED: Record<string, string> = { '0.1.0': 'An update replaces the trail, once.' };

test.each(KEPT)(
  'an update of $version to today, $name: all that holds data stays, and so does the trail',
  ({ version, name }) => {
    const updates = stackUpdate(deployed(version, name), auditTemplate(VARIANTS[name]));
    expect(breaches(updates, DECIDED[version] ?? '')).toEqual([]);
  },
);

test('of 0.2.0, the templates of all variants are kept', () => {
  expect(namesOf('0.2.0').sort()).toEqual(Object.keys(VARIANTS).sort());
});

test('an update of 0.1.0 to 0.2.0 is what the changelog says', () => {
  const updates = stackUpdate(deployed('0.1.0', 'default'), deployed('0.2.0', 'default'));
  const nouns = (wanted: string) => nounsOf(updates.filter(({ effect }) => effect === wanted));
  // All saved queries but `sample-events`.
  expect(nouns('replaced')).toEqual(['trail', '8 saved queries']);
  expect(nouns('added')).toEqual(['view']);
  expect(nouns('removed')).toEqual([]);
});

test('an update of 0.2.0 replaces nothing but saved queries, and removes nothing', () => {
  const updates = stackUpdate(deployed('0.2.0', 'default'), auditTemplate());
  const gone = updates.filter(
    ({ effect, type }) => effect === 'removed' || (effect === 'replaced' && !type.includes('NamedQuery')),
  );
  expect(gone).toEqual([]);
});
