/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config'),
  rootDir: '../..',
  roots: ['<rootDir>/test/trino'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/trino/prepare.ts',
  // A server is 700 MB.
  maxWorkers: 1,
  testTimeout: 60_000,
};
