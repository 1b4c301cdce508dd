import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the links of a Markdown file lead to that is no file or folder. */
export function deadLinks(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/```[^]*?```|`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
    .map(([, target]) => join(file, '..', target))
    .filter((target) => !existsSync(target));
}
