import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { peerDependencies } from '../package.json';

const ROOT = join(__dirname, '..');
/** Not as .jsii, since what makes API.md would take it for the one that was built. */
const RELEASED = join(ROOT, 'test/package/assembly-0.2.0.json.gz');

/** The assembly of the release that the API is compared with, as JSON. */
export function releasedAssembly(): string {
  return gunzipSync(readFileSync(RELEASED)).toString();
}

/** Lays out an assembly as the package that jsii-diff expects, in an empty folder. */
export function layOutAssembly(assembly: string, folder: string): void {
  writeFileSync(join(folder, '.jsii'), assembly);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'released', jsii: {}, peerDependencies }));
  // The assemblies of the CDK lie there.
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
}
