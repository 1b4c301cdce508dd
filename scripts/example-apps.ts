import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../engine/template/json';

const FOLDER = join(__dirname, '../examples');

/** The names of the apps in `examples/`, which are those of their folders. */
export const EXAMPLE_APPS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Synthesises an example as its `cdk.json` says or with another command, into a folder, and gives its template. */
export function synthExample(name: string, outdir: string, command = commandOf(name)): JsonObject {
  return synthApp(command, join(FOLDER, name), outdir);
}

/** Runs an app of one stack as the CDK does, and gives its template. */
export function synthApp(command: string, cwd: string, outdir: string): JsonObject {
  execFileSync(command, {
    cwd,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: outdir },
  });
  const [template, ...others] = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  if (template === undefined || others.length > 0) {
    throw new Error(`The app in ${cwd} has ${others.length === 0 ? 'no stack' : 'several stacks'}`);
  }
  return JSON.parse(readFileSync(join(outdir, template), 'utf8')) as JsonObject;
}

function commandOf(name: string): string {
  return (JSON.parse(readFileSync(join(FOLDER, name, 'cdk.json'), 'utf8')) as { app: string }).app;
}

/** Copies the files that examples of the docs read from where they run. */
export function copyExampleFiles(folder: string): void {
  cpSync(join(FOLDER, 'own-query/queries'), join(folder, 'queries'), { recursive: true });
  copyFileSync(join(FOLDER, 'control-tower/accounts.json'), join(folder, 'accounts.json'));
}
