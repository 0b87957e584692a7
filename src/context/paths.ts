import { join } from 'node:path';

/** The files that the commands read and write. */
export interface Paths {
  data: string;
  snapshot: string;
  history: string;
  fetchLog: string;
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
    profileRepository: join(cache, 'profile'),
  };
}
