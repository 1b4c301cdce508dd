import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../engine/template/json';
import { EXAMPLE_APPS, synthExample } from '../../scripts/example-apps';
import { newFolder } from '../new-folder';
import { PYTHON } from './run-python';

afterEach(() => delete process.env.CDK_CONTEXT_JSON);

const inPython = (name: string) => synthExample(name, newFolder(), `${PYTHON} app.py`);
const inTypeScript = (name: string) => synthExample(name, newFolder());

test.each(EXAMPLE_APPS)('the app %s makes the template that it makes in TypeScript', (name) => {
  const template = inPython(name);
  expect(Object.keys(template.Resources as JsonObject).length).toBeGreaterThan(5);
  expect(template).toEqual(inTypeScript(name));
});

test('where the CDK reports versions, it names the language, and nothing else differs', () => {
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:version-reporting': true });
  const [python, typeScript] = [inPython('default'), inTypeScript('default')];
  const [ofPython, ofTypeScript] = [python, typeScript].map(takeAnalytics);
  expect(python).toEqual(typeScript);
  expect(ofPython).toMatch(/,Python\/3\.[\d.]+!jsii-runtime\.Runtime/);
  expect(ofPython.replace(/Python\/[\d.]+/, `node.js/${process.version}`)).toBe(ofTypeScript);
});

/** Takes what the CDK reports out of a template. */
function takeAnalytics(template: JsonObject): string {
  const { CDKMetadata } = template.Resources as { CDKMetadata: { Properties: { Analytics?: string } } };
  const [, , encoded] = CDKMetadata.Properties.Analytics!.split(':');
  delete CDKMetadata.Properties.Analytics;
  return gunzipSync(Buffer.from(encoded, 'base64')).toString();
}
