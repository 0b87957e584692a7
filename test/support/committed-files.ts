/** What a run commits where everything it makes is new, in the order of git. */
export const REFRESHED = [
  'README.md',
  'data/history.ndjson',
  'data/snapshot.json',
  'profile/storage-dark.svg',
  'profile/storage-light.svg',
  'profile/work-dark.svg',
  'profile/work-light.svg',
];

/** The same for a run that sets up a copy. */
export const SET_UP = [...REFRESHED, 'data/evidence.yaml', 'data/portfolio.yaml', 'data/resume.yaml'].sort();
