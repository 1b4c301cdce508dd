import { writeCorpus } from './corpus';

// A process of its own: a process inherits the peak of memory of the one that starts it.
const [folder, events] = process.argv.slice(2);
writeCorpus(folder, Number(events));
