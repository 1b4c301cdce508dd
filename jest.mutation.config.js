/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config'),
  roots: ['<rootDir>/test/mutation'],
  testPathIgnorePatterns: [],
};
