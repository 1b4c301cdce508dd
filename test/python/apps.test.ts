import { join } from 'node:path';
import type { JsonObject } from '../../engine/template/json';
import { synthApp } from '../../scripts/example-apps';
import { newFolder } from '../new-folder';
import { PYTHON } from './run-python';

const templateOf = (command: string) => synthApp(command, join(__dirname, 'apps'), newFolder());

test('keys, grants, the logs of an organization, and what is read back are those of TypeScript', () => {
  const template = templateOf(`${PYTHON} keys_and_grants.py`);
  expect(Object.keys(template.Outputs as JsonObject)).toEqual(
    expect.arrayContaining(['Inputs', 'Saved', 'Statements']),
  );
  expect(template).toEqual(templateOf('npx tsx keys-and-grants.ts'));
});
