import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJdk } from '../../../engine/trino/jdk';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jdk-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function install(name: string, version: string, programs = ['java', 'javac']): string {
  const home = join(folder, name);
  mkdirSync(join(home, 'bin'), { recursive: true });
  programs.forEach((program) => writeFileSync(join(home, 'bin', program), '', { mode: 0o755 }));
  writeFileSync(join(home, 'release'), `IMPLEMENTOR="x"\nJAVA_VERSION="${version}"\n`);
  return home;
}

test('JAVA_HOME wins, then PATH, then the newest one', () => {
  const [home, onPath] = [install('a', '23'), install('b', '24.0.2')];
  mkdirSync(join(folder, 'bin'));
  symlinkSync(join(onPath, 'bin', 'java'), join(folder, 'bin', 'java'));
  install('usual/c', '25.0.1');
  const newest = install('usual/d', '26');
  install('usual/e', '17.0.2');
  const places: [string][] = [[join(folder, 'nowhere')], [join(folder, 'usual')]];
  expect(findJdk({ JAVA_HOME: home, PATH: join(folder, 'bin') }, places)).toBe(home);
  expect(findJdk({ PATH: join(folder, 'bin') }, places)).toBe(onPath);
  expect(findJdk({}, places)).toBe(newest);
});

test('a JDK that is too old, and a JRE, are passed over', () => {
  const [old, jre] = [install('old', '17.0.15'), install('jre', '25', ['java'])];
  install('usual/mac/Contents/Home', '25');
  const places: [string, string][] = [[join(folder, 'usual'), 'Contents/Home']];
  expect(findJdk({ JAVA_HOME: old, PATH: join(jre, 'bin') }, places)).toBe(
    join(folder, 'usual', 'mac', 'Contents', 'Home'),
  );
});

test('fails where there is none', () => {
  const old = install('old', '17.0.15');
  expect(() => findJdk({ JAVA_HOME: old }, [['/nowhere']])).toThrow(
    `Trino needs a JDK 23 or newer, and there is none: set JAVA_HOME to one. Looked at JAVA_HOME, PATH, /nowhere; found ${old} (17)`,
  );
  expect(() => findJdk({}, [])).toThrow('found no JDK at all');
});
