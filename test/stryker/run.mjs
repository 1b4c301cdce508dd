import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { ROOMS } from './rooms.mjs';
import { SURVIVORS } from './survivors.mjs';

const FOLDER = '.cache/stryker';

/** Of a hundred mutants of a room, at least so many are noticed. */
const LEAST = 90;

const rooms = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(ROOMS);
const unknown = rooms.filter((room) => !(room in ROOMS));
if (unknown.length > 0) {
  throw new Error(`Invalid rooms: got ${unknown.join(', ')}, allowed are ${Object.keys(ROOMS).join(', ')}`);
}

function mutantsOf(room) {
  return new Stryker({
    testRunner: 'jest',
    jest: {
      configFile: 'test/stryker/jest.config.js',
      config: { testMatch: ROOMS[room].map((suite) => `<rootDir>/test/${suite}.test.ts`) },
      // The sequencer of that configuration finds fewer.
      enableFindRelatedTests: false,
    },
    mutate: [`lib/${room}/**/*.ts`],
    coverageAnalysis: 'perTest',
    // What is computed once a process would take a process for each mutant.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `${FOLDER}/${room}.json`,
    concurrency: 2,
    // A process keeps what it synthesised.
    maxTestRunnerReuse: 150,
    // What has no end is found by its count; time alone would take a busy machine for one.
    timeoutMS: 30_000,
    tempDirName: `${FOLDER}/sandbox`,
    ignorePatterns: ['.cache', 'bench', 'cdk.out', 'deployment', 'dist', 'lib/**/*.js', 'lib/**/*.d.ts'],
    reporters: ['progress-append-only', 'html'],
    htmlReporter: { fileName: `${FOLDER}/${room}.html` },
    allowConsoleColors: false,
  }).runMutationTest();
}

/** What a mutant replaces. Lines and columns are counted from one. */
function originalOf({ fileName, location: { start, end } }) {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  lines.unshift(lines.shift().slice(start.column - 1));
  return lines.join('\n');
}

const figures = [];
for (const room of rooms) {
  const mutants = await mutantsOf(room);
  const those = (...statuses) => mutants.filter(({ status }) => statuses.includes(status));
  // With the last of them, a suite can't even be loaded.
  const noticed = those('Killed', 'Timeout', 'RuntimeError');
  const unnoticed = those('Survived', 'NoCoverage');
  const unexplained = unnoticed.filter((mutant) => {
    const { fileName, location, replacement } = mutant;
    const file = relative(process.cwd(), fileName);
    const change = `${originalOf(mutant)} => ${replacement}`;
    const reason = SURVIVORS[file]?.[change];
    console.log(`${file}:${location.start.line}: ${change}\n  ${reason ?? 'no reason in survivors.mjs'}`);
    return reason === undefined;
  });
  const figure = Math.floor((1000 * noticed.length) / (noticed.length + unnoticed.length)) / 10;
  figures.push({
    room,
    noticed: noticed.length,
    unnoticed: unnoticed.length,
    unexplained: unexplained.length,
    static: those('Ignored').length,
    figure,
  });
}
console.table(figures);
process.exitCode = figures.every(({ figure }) => figure >= LEAST) ? 0 : 1;
