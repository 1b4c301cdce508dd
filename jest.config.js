// CloudFormation's rules cost a second for each template; test/package/policy-packs.test.ts has them on.
process.env.CDK_VALIDATION ??= 'false';
process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION ??= '20';

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  // By default one core stays idle, which is half of what a small machine has.
  maxWorkers: '100%',
  // These have configurations of their own, since they need more than Node.js, or longer.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/trino/',
    '<rootDir>/test/deployment/',
    '<rootDir>/test/volume/',
    '<rootDir>/test/mutation/',
    '<rootDir>/test/package/',
    '<rootDir>/test/python/',
    '<rootDir>/test/templates/',
    '<rootDir>/test/engine/cli/',
  ],
  // Sources win over what jsii compiled beside them.
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  // `npm run lint` checks the types.
  transform: { '\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }] },
};
