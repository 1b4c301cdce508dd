/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config'),
  rootDir: '../..',
  roots: ['<rootDir>/test/package', '<rootDir>/test/templates'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/package/make-dist.ts',
};
