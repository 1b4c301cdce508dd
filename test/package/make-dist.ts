import { makeDist } from '../../scripts/dist';

/** What is shipped, as it is today. Before all tests, since it compiles `lib/`. */
export default makeDist;
