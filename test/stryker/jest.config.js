/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config'),
  rootDir: '../..',
  testRunner: '<rootDir>/test/stryker/jest-circus-runner.js',
  testSequencer: '<rootDir>/test/stryker/covering-suites.js',
};
