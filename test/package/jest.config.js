/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config'),
  rootDir: '../..',
  roots: ['<rootDir>/test/package'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/package/make-dist.ts',
};
