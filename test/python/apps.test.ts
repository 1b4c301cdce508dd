import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../engine/template/json';
import { newFolder } from '../new-folder';
import { PYTHON } from './run-python';

function templateOf(command: string, app: string): JsonObject {
  const outdir = newFolder();
  execFileSync(command, [join(__dirname, 'apps', app)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: outdir },
  });
  return JSON.parse(readFileSync(join(outdir, 'Stack.template.json'), 'utf8')) as JsonObject;
}

test('keys, grants, the logs of an organization, and what is read back are those of TypeScript', () => {
  const template = templateOf(PYTHON, 'keys_and_grants.py');
  expect(Object.keys(template.Outputs as JsonObject)).toEqual(
    expect.arrayContaining(['Inputs', 'Saved', 'Statements']),
  );
  expect(template).toEqual(templateOf(join('node_modules', '.bin', 'tsx'), 'keys-and-grants.ts'));
});
