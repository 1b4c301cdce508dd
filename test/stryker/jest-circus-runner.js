const { sep } = require('node:path');
const { default: runSuite } = require('jest-circus/runner');
const { register } = require('tsx/cjs/api');
const { suiteName } = require('./suite-name');

register();

const GLOBALS = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'test'];

/** The mutant that a test has failed of: the first is enough. */
let killed;

/**
 * Runs a suite as jest does, but loads only the tests anew, not what they test, which would take most of the time: the
 * library keeps nothing from one app to another but the texts of its queries. The suite's name stands before those of its
 * tests, and those that follow a failure are skipped.
 */
module.exports = (globalConfig, config, environment, runtime, testPath, ...rest) => {
  const { global } = environment;
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;

  const requireModule = runtime.requireModule.bind(runtime);
  runtime.requireModule = (path, ...names) => {
    if (path !== testPath) {
      return requireModule(path, ...names);
    }
    for (const name of GLOBALS) {
      globalThis[name] = global[name];
    }
    globalThis.jest = runtime.jestGlobals.jestObjectFor(testPath);
    useMutant(global.__stryker__, mutant, config.rootDir);
    const tests = `${config.rootDir}${sep}test${sep}`;
    Object.keys(require.cache)
      .filter((path) => path.startsWith(tests) && path !== __filename)
      .forEach((path) => delete require.cache[path]);
    return require(testPath);
  };

  const name = suiteName(config, testPath);
  const handle = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, { currentDescribeBlock: block }) => {
    if (event.name === 'start_describe_definition' && !block.parent.parent) {
      block.name = `${name} ${block.name}`;
    } else if (event.name === 'add_test' && !block.parent) {
      const test = block.tests.at(-1);
      test.name = `${name} ${test.name}`;
    } else if (event.name === 'test_start' && mutant !== undefined && mutant === killed) {
      event.test.mode = 'skip';
    } else if (event.name === 'test_fn_start') {
      // A snapshot is found by the name of its test.
      const currentTestName = global.expect.getState().currentTestName.slice(name.length + 1);
      global.expect.setState({ currentTestName, currentConcurrentTestName: () => currentTestName });
    } else if (event.name === 'test_done' && event.test.errors.length > 0) {
      killed = mutant;
    }
    await handle?.(event, { currentDescribeBlock: block });
  };
  return runSuite(globalConfig, config, environment, runtime, testPath, ...rest);
};

/** Has Stryker's object, of which there is one a process, where the library looks for it. */
function useMutant(stryker, mutant, rootDir) {
  if (stryker && globalThis.__stryker__ !== stryker) {
    globalThis.__stryker__ = stryker;
    // The library itself is read without a mutant.
    delete process.env.__STRYKER_ACTIVE_MUTANT__;
    const { QueryPack } = require(`${rootDir}/lib`);
    QueryPack.ALL.forEach(({ title }) => title);
    if (mutant !== undefined) {
      process.env.__STRYKER_ACTIVE_MUTANT__ = mutant;
    }
  }
  if (stryker) {
    stryker.activeMutant = mutant;
  }
}
