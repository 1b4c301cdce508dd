/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config'),
  rootDir: '../..',
  roots: ['<rootDir>/test/python'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/python/install-library.ts',
  // An app takes seconds in each language.
  testTimeout: 60_000,
};
