import { join } from 'node:path';

/** The files that the commands read and write. */
export interface Paths {
  data: string;
  snapshot: string;
  history: string;
  fetchLog: string;
  /** The owner's fonts, for characters that the packaged ones lack. */
  fonts: string;
  /** The folder where the workflow checks out the profile repository. */
  profileRepository: string;
}

/** The paths for a data folder. The fetch log is outside it because it is not committed. */
export function pathsOf(data: string): Paths {
  const cache = join(data, '..', '.cache');
  return {
    data,
    snapshot: join(data, 'snapshot.json'),
    history: join(data, 'history.ndjson'),
    fetchLog: join(cache, 'fetch-log.json'),
    fonts: join(data, 'fonts'),
    profileRepository: join(cache, 'profile'),
  };
}
