/** The text of API.md with an index of what it describes behind its title. */
export function withIndex(api: string): string {
  const entries = [...api.matchAll(/^(##|###) (.*?) <a name=".*?" id="(.*?)">/gm)];
  const lines = entries.map(([, level, name, id]) => `${level === '##' ? '' : '  '}- [${name}](#${id})`);
  const [title] = /^# .*\n/.exec(api)!;
  return `${title}\n${lines.join('\n')}\n${api.slice(title.length)}`;
}
