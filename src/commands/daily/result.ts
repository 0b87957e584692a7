import { dirname, join } from 'node:path';
import type { Flags } from '../../context/flags.ts';
import { pathsOf } from '../../context/paths.ts';
import { blankPictures } from '../../render/readme/pictures.ts';
import { commitMessage } from '../../report/commit-message.ts';
import type { RefreshReport } from '../../report/refresh-report.ts';
import { type RepositoryFiles, readFiles } from '../../report/result-folder.ts';
import type { RunReport } from '../../report/run-report.ts';
import type { StageValues } from './stages.ts';

/** What to publish: the site, if Pages accepts it, and changed files of this repository and of the profile repository. */
export interface Outputs extends Record<'site' | 'news' | 'profile-news', boolean> {
  /** The owner's files to commit as well. With `all`, those of the previous owner are removed. */
  setup?: 'all' | 'resume';
}

/** The outcome of a run, for the jobs that publish it. */
export interface RunResult {
  setUp?: RunReport['setUp'];
  refresh: RefreshReport | null;
  outputs: Outputs;
  /** The subject of the commit. */
  message: string;
  own: RepositoryFiles;
  profile: RepositoryFiles;
}

/** The commit subject if only a README or its pictures changed. */
export const README_MESSAGE = 'Update the profile README';

/** The result of a run that publishes nothing. */
export const nothingToPublish: RunResult = {
  refresh: null,
  outputs: { site: false, news: false, 'profile-news': false },
  message: README_MESSAGE,
  own: {},
  profile: {},
};

/** The result of a refresh. */
export async function refreshResult(flags: Flags, values: StageValues): Promise<RunResult> {
  const { refreshed, readme, profile, isDeployable } = values;
  const refresh = refreshed?.report ?? null;
  const { snapshot, history } = pathsOf(flags.data);
  const isDataNew = refresh?.written.some((path) => path === snapshot || path === history) ?? false;
  return {
    refresh,
    outputs: {
      site: isDeployable ?? false,
      news: isDataNew || (readme?.isChanged ?? false),
      'profile-news': profile?.isChanged ?? false,
    },
    message: refresh && isDataNew ? commitMessage(refresh) : README_MESSAGE,
    own: await ownFiles(flags, readme?.pictures),
    profile: profile?.files ?? {},
  };
}

/** Reads the files of this repository that a run may change, keyed by their names in it. */
export function ownFiles(
  { data, target }: Pick<Flags, 'data' | 'target'>,
  pictures: readonly string[] = [],
): Promise<RepositoryFiles> {
  const { snapshot, history } = pathsOf(data);
  const pictureFiles = pictures.map((picture) => [picture, join(dirname(target), picture)]);
  return readFiles({
    'README.md': target,
    'data/snapshot.json': snapshot,
    'data/history.ndjson': history,
    ...Object.fromEntries(pictureFiles),
  });
}

/** The same after a setup, with the files that the owner writes. */
export async function ownersFiles({
  data,
  target,
}: Pick<Flags, 'data' | 'target'>): Promise<RepositoryFiles> {
  const names = ['portfolio.yaml', 'resume.yaml', 'evidence.yaml'];
  const written = await readFiles(
    Object.fromEntries(names.map((name) => [`data/${name}`, join(data, name)])),
  );
  return { ...(await ownFiles({ data, target }, Object.keys(blankPictures()))), ...written };
}
