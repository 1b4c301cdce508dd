/** @type {import('jest').Config} */
module.exports = {
  ...require('../trino/jest.config'),
  roots: ['<rootDir>/test/volume'],
  // On all logs, Trino may take a while for one.
  testTimeout: 5 * 60_000,
};
