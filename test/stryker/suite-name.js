const { relative } = require('node:path');

/** How a suite is called, which is what the names of its tests begin with. */
exports.suiteName = (config, testPath) => relative(config.rootDir, testPath).replaceAll('\\', '/');
