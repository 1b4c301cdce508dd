import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file in a folder. */
export interface FolderFile {
  /** In the folder. */
  readonly path: string;
  readonly name: string;
  /** Why it can't be read, wherever it lies. */
  readonly obstacle?: string;
  /** Whether it is a folder. Only one that can't be listed is here. */
  readonly isFolder?: boolean;
}

/**
 * All files under a folder, each once, and those that only a link leads to.
 *
 * @param others folders whose files are found by themselves, also where one lies in this folder
 */
export function* filesUnder(root: string, others: string[] = []): Generator<FolderFile> {
  const home = realpathSync(root);
  const apart = others.map((other) => realpathSync(other));
  const isFoundAnyway = (target: string) => [home, ...apart].some((folder) => isWithin(target, folder));
  const behindLinks = new Set<string>();
  const open: { path: string; name: string; isLink: boolean }[] = [{ path: '', name: '', isLink: false }];
  for (let folder = open.pop(); folder; folder = open.pop()) {
    const entries = entriesOf(join(root, folder.path));
    if (typeof entries === 'string') {
      yield { ...folder, obstacle: entries, isFolder: true };
      continue;
    }
    for (const entry of entries) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      const isLink = folder.isLink || entry.isSymbolicLink();
      const target = isLink ? targetOf(join(root, path)) : undefined;
      if (target === undefined ? apart.includes(join(home, path)) : isFoundAnyway(target) || behindLinks.has(target)) {
        continue;
      }
      if (target !== undefined) {
        behindLinks.add(target);
      }
      if (entry.isDirectory() || (target !== undefined && isDirectory(target))) {
        open.push({ path, name: entry.name, isLink });
      } else {
        yield { path, name: entry.name, obstacle: obstacleOf(entry, isLink) };
      }
    }
  }
}

/** What a folder holds; why it can't be listed, as a disk's `lost+found`. */
function entriesOf(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return `it is a folder that cannot be listed (${(error as NodeJS.ErrnoException).code})`;
  }
}

function obstacleOf(entry: Dirent, isLink: boolean): string | undefined {
  if (isLink) {
    return 'it is a link, or lies behind one';
  }
  return entry.isFile() ? undefined : 'it is no file';
}

/** Where a link leads; undefined where it leads nowhere. */
function targetOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(join(folder, '/'));
}
