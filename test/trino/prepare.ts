import { fetchJars } from '../../engine/trino/jars';
import { findJdk } from '../../engine/trino/jdk';

/** Before all tests: one clear error where something is missing, and no test waits for a fetch. */
export default async function prepare(): Promise<void> {
  await fetchJars(findJdk());
}
