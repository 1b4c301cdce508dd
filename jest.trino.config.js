/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config'),
  roots: ['<rootDir>/test/trino'],
  testPathIgnorePatterns: [],
  // A server is 700 MB, and the first one may have to be fetched.
  maxWorkers: 1,
  testTimeout: 60_000,
};
