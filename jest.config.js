/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  // Sources win over what jsii compiled beside them.
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  transform: { '\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }] },
};
