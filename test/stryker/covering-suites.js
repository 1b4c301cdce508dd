const { default: Sequencer } = require('@jest/test-sequencer');
const { suiteName } = require('./suite-name');

/** Runs only the suites with tests that reach the mutant, the shortest first. */
module.exports = class CoveringSuites extends Sequencer {
  constructor(options) {
    super(options);
    this.pattern = options.globalConfig.testNamePattern;
  }

  sort(tests) {
    const covers = ({ path, context }) => this.pattern.includes(escaped(suiteName(context.config, path)));
    return super.sort(this.pattern ? tests.filter(covers) : tests).reverse();
  }
};

/** As Stryker writes the name of a test into a pattern. */
function escaped(name) {
  return name.replace(/[.*+\-?^${}()|[\]\\]/g, '\\$&');
}
