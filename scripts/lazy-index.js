// Has lib/index.js, as jsii compiled it, load a file of the package only when something in it is first used: an app that
// imports one class would else load all.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const INDEX = join(__dirname, '..', 'lib', 'index.js');
const modules = [...readFileSync(INDEX, 'utf8').matchAll(/^__exportStar\(require\("(.*)"\), exports\);$/gm)].map(
  ([, path]) => ({ path, names: Object.keys(require(join(INDEX, '..', path))) }),
);
if (modules.length === 0) {
  throw new Error(`${INDEX} exports nothing in the form that jsii gives it`);
}
const names = modules.flatMap((module) => module.names);
const lines = [
  '"use strict";',
  'Object.defineProperty(exports, "__esModule", { value: true });',
  '// For what reads the names off the text, as Node.js does where an ES module imports them.',
  `0 && (module.exports = { ${names.join(', ')} });`,
  'const lazily = (load, ...names) => names.forEach((name) =>',
  '  Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => load()[name] }));',
  ...modules
    .filter((module) => module.names.length > 0)
    .map(({ path, names: own }) => `lazily(() => require("${path}"), ${own.map((name) => `"${name}"`).join(', ')});`),
];
writeFileSync(INDEX, `${lines.join('\n')}\n`);
