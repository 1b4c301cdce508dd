import type { LoadedHistory } from './loaded-history';

const SENTENCE = /of the window are not in the request table, the first is/;

/**
 * What happens to a request table in some days, step by step, each checked: the answers are those of the logs alone, an event
 * counts once, and what is missing is said.
 */
export const STEPS: [name: string, check: (history: LoadedHistory) => Promise<void>][] = [
  [
    'before anything is loaded, only days that are not to be loaded can be asked for',
    async (history) => {
      history.file(4, 'a', 'b', 'twice', 'twice', { eventID: 'twice', userAgent: 'another' });
      history.file(4, {}, {});
      history.file(3, 'b', 'c');
      history.file(1, 'c', 'd');
      history.file(0, 'd', 'e');
      expect(await history.pending()).toEqual([3, 2, 1]);
      expect(await history.pending(history.day(5))).toEqual([5, 4, 3, 2, 1]);
      expect(await history.ids('loaded', 1, 0)).toEqual(['c', 'd', 'e']);
      await expect(history.ids('loaded', 2, 0)).rejects.toThrow(SENTENCE);
      await expect(history.rows('none', 'loaded', 2, 2)).rejects.toThrow(history.day(2));
    },
  ],
  [
    'a day is loaded with each of its events once, and so is one without any',
    async (history) => {
      for (const back of [5, 4, 3, 2, 1]) {
        await history.loadDay(back);
      }
      const { requests, loads } = await history.stored();
      expect(requests).toEqual([
        [4, 'a'],
        [4, 'b'],
        [4, 'twice'],
        [4, null],
        [3, 'c'],
        [1, 'd'],
      ]);
      expect(loads).toEqual([
        [5, 0],
        [4, 3],
        [3, 2],
        [2, 0],
        [1, 2],
      ]);
      expect(await history.pending()).toEqual([3, 2, 1]);
    },
  ],
  [
    'a second run changes nothing',
    async (history) => {
      const before = await history.stored();
      for (const back of [4, 3, 2, 1]) {
        await history.loadDay(back);
      }
      expect(await history.stored()).toEqual(before);
    },
  ],
  [
    'every window is answered as by the logs alone, also across the boundary',
    async (history) => {
      for (const [from, to] of [
        [5, 0],
        [4, 0],
        [4, 1],
        [4, 4],
        [2, 0],
        [2, 2],
        [1, 0],
        [1, 1],
        [0, 0],
      ]) {
        expect(await history.ids('loaded', from, to)).toEqual(await history.ids('of-logs', from, to));
      }
      expect(await history.ids('loaded', 4, 0)).toEqual(['a', 'b', 'c', 'd', 'e', 'twice', null]);
      const all = await history.rows('all', 'of-logs', 3, 0);
      expect(await history.rows('all', 'loaded', 3, 0)).toEqual(all.filter((row) => !row.includes('b')));
    },
  ],
  [
    'a window that begins behind the first copy of a loaded event is without it, as the docs say',
    async (history) => {
      expect(await history.ids('of-logs', 3, 3)).toEqual(['b', 'c']);
      expect(await history.ids('loaded', 3, 3)).toEqual(['c']);
    },
  ],
  [
    'a day that is missing fails each query of its window, also one that finds nothing',
    async (history) => {
      await expect(history.ids('loaded', 7, 0)).rejects.toThrow(/2 days .* the first is/);
      await expect(history.savedRows('ids', 'loaded')).rejects.toThrow(/2 days .* the first is/);
      await expect(history.savedRows('none', 'loaded')).rejects.toThrow(history.day(7));
      await expect(history.rows('none', 'loaded', 6, 3)).rejects.toThrow(history.day(6));
      expect(await history.rows('none', 'loaded', 5, 0)).toEqual([]);
      expect(await history.pending()).toEqual([3, 2, 1]);
      expect(await history.pending(history.day(7))).toEqual([7, 6]);
      expect(await history.pending(history.day(6), 'again')).toEqual([3, 2, 1, 6, 5, 4]);
      expect(await history.pending(history.day(40))).toHaveLength(20);
    },
  ],
  [
    'a file that comes late counts from the next load on',
    async (history) => {
      history.file(3, 'late');
      expect(await history.ids('loaded', 4, 2)).not.toContain('late');
      await history.loadDay(3);
      expect(await history.ids('loaded', 4, 2)).toContain('late');
      expect((await history.stored()).loads).toEqual([
        [5, 0],
        [4, 3],
        [3, 2],
        [3, 3],
        [2, 0],
        [1, 2],
      ]);
    },
  ],
  [
    'a day that was loaded before its late files were there, and not since, is missing, until it is loaded once more',
    async (history) => {
      await history.enter(8, 0, 7);
      expect(await history.pending()).toEqual([3, 2, 1, 8, 7, 6]);
      await expect(history.rows('none', 'loaded', 8, 8)).rejects.toThrow(history.day(8));
      for (const back of [8, 7, 6]) {
        await history.loadDay(back);
      }
      expect(await history.pending()).toEqual([3, 2, 1]);
      expect(await history.rows('none', 'loaded', 8, 0)).toEqual([]);
      expect(await history.savedRows('none', 'loaded')).toEqual([]);
      expect(await history.savedRows('ids', 'loaded')).toEqual(await history.savedRows('ids', 'of-logs'));
      expect(await history.savedRows('all', 'loaded')).toEqual(await history.rows('all', 'loaded', 7, 0));
      const { loads } = await history.stored();
      expect(loads.slice(0, 4)).toEqual([
        [8, 0],
        [8, 0],
        [7, 0],
        [6, 0],
      ]);
      await history.loadDay(8);
      expect((await history.stored()).loads).toEqual(loads);
    },
  ],
  [
    'a day whose events are not all there is not entered',
    async (history) => {
      history.file(2, 'unseen');
      const engine = await history.engine();
      const days = [history.day(2), history.day(2), history.day(2), history.day(5), history.day(-1)];
      await expect(engine.run(history.load.enterDay, days)).rejects.toThrow('0 rows for the 1 events of the day');
      await history.loadDay(2);
      expect((await history.stored()).loads.filter(([back]) => back === 2)).toEqual([
        [2, 0],
        [2, 1],
      ]);
    },
  ],
  [
    'nor is one of which an event is there twice',
    async (history) => {
      const engine = await history.engine();
      const [{ database, name, columns }] = history.template.icebergTables;
      const names = columns.map((column) => column.name).join(', ');
      const table = `"${database}"."${name}"`;
      await engine.run(`INSERT INTO ${table} (${names}) SELECT ${names} FROM ${table} WHERE event_id = 'unseen'`);
      await expect(history.loadDay(2)).rejects.toThrow('2 rows for the 1 events of the day');
    },
  ],
];
