process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION ??= '20';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config'),
  rootDir: '../..',
  roots: ['<rootDir>/test/deployment'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/deployment/start-emulator.ts',
  globalTeardown: '<rootDir>/test/deployment/stop-emulator.ts',
  // A test runs the CDK's command line, which takes seconds each time.
  testTimeout: 120_000,
  // Most of the time goes into other processes, and each takes a core.
  maxWorkers: 1,
};
