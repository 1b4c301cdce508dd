import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchJars } from '../../../engine/trino/jars';

const path = process.env.PATH;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jars-'));
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

/** Puts a Maven on PATH that does what the shell script says; $folder is where the jars belong. */
function maven(script: string): void {
  const find = 'for argument; do case $argument in -DoutputDirectory=*) folder=${argument#*=};; esac; done\n';
  writeFileSync(join(folder, 'mvn'), `#!/bin/sh\n${find}echo run >> ${folder}/runs\n${script}\n`, { mode: 0o755 });
  process.env.PATH = `${folder}:${path}`;
}

const cache = () => join(folder, 'cache');

test('fetches once', async () => {
  maven('echo jar > $folder/trino.jar');
  const jars = await fetchJars('/jdk', cache());
  expect(readdirSync(jars.folder)).toEqual(['trino.jar']);
  expect(jars.version).toMatch(/^\d+$/);
  rmSync(join(folder, 'mvn'));
  process.env.PATH = folder;
  expect(await fetchJars('/jdk', cache())).toEqual(jars);
});

test('half a fetch counts for nothing', async () => {
  maven('echo jar > $folder/trino.jar; echo "no more jars"; exit 1');
  await expect(fetchJars('/jdk', cache())).rejects.toThrow(/Maven could not fetch Trino's jars: [\s\S]*no more jars/);
  expect(readdirSync(cache(), { recursive: true })).toHaveLength(1);
  maven('echo jar > $folder/trino.jar');
  expect(existsSync((await fetchJars('/jdk', cache())).folder)).toBe(true);
});

test('fails where there is no Maven', async () => {
  process.env.PATH = folder;
  await expect(fetchJars('/jdk', cache())).rejects.toThrow(
    "Trino's jars are fetched by Maven, once, and there is no mvn on PATH: install Maven 3.6 or newer",
  );
});
