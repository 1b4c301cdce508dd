import { filesUnder } from './folder-files';
import { isDay } from './log-files';
import { LOG_PATH, type LogPlace, type PlacedLog, placedLog, placesOf, reasonAgainstPrefix } from './log-place';

/** Which logs a folder holds. */
export interface LogFolder {
  readonly places: LogPlace[];
  /** What are log files of CloudTrail's by their names, and are not read. */
  readonly passedOver: PassedOverFile[];
}

/** A log file that lies where no query looks. */
export interface PassedOverFile {
  /** Its path in the folder. */
  readonly path: string;
  readonly reason: string;
}

/** How the name begins that CloudTrail gives to a log file. Those of digests and of insights differ. */
const CLOUDTRAIL_NAME = /^\d{12}_CloudTrail_[a-z\d-]+_\d{8}T\d{4}Z_/;
/** Of a log file that was packed otherwise, or whose copy isn't complete, the name ends otherwise. */
const LOG_NAME = /\.json(\.gz)?$/;
/** Nothing was recorded before. */
const FIRST_DAY = '2000/01/01';

/**
 * Finds out in which places, and of which accounts, regions and days, a folder that stands for a bucket holds logs, and
 * what isn't read.
 *
 * @param others folders that are scanned by themselves, also where one lies in this folder
 */
export function scanLogFolder(folder: string, others: string[] = []): LogFolder {
  const passedOver: PassedOverFile[] = [];
  const read: PlacedLog[] = [];
  for (const { path, name, obstacle, isFolder } of filesUnder(folder, others)) {
    const log = placedLog(path);
    const reason = obstacle ?? reasonAgainst(name, log);
    if (log && reason === undefined) {
      read.push(log);
    } else if (reason !== undefined && (isFolder || log || CLOUDTRAIL_NAME.test(name))) {
      passedOver.push({ path, reason });
    }
  }
  return { places: placesOf(read), passedOver: passedOver.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Why a file isn't read; undefined where it is. */
function reasonAgainst(name: string, log?: PlacedLog): string | undefined {
  if (!LOG_NAME.test(name)) {
    return 'its name does not end with .json or .json.gz';
  }
  if (!log) {
    return `it does not lie in ${LOG_PATH}`;
  }
  if (!isDay(log.day) || log.day < FIRST_DAY) {
    return `${log.day} is no day of a log`;
  }
  return reasonAgainstPrefix(log.prefix);
}
