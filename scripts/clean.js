// Removes what jsii compiled beside the sources, so that nothing stale is packed.
const { readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const lib = join(__dirname, '..', 'lib');
for (const file of readdirSync(lib, { recursive: true })) {
  if (/\.(js|d\.ts)$/.test(file)) {
    rmSync(join(lib, file));
  }
}
rmSync(join(lib, '..', 'tsconfig.tsbuildinfo'), { force: true });
