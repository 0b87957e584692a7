import type { Repository, Snapshot } from './schema.ts';

/** A metric of a repository that is different now. Null is unknown, or none. */
export interface Change {
  repository: string;
  metric: string;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

type Metrics = Record<string, Change['before']>;

/** What is different between two snapshots, by repository and metric. A new or departed repository is one change. */
export function changesBetween(before: Snapshot | null, after: Snapshot): Change[] {
  const known = before?.repositories ?? [];
  const pairs = after.repositories.map((now) => ({ now, was: sameRepository(known, now) }));
  const departed = known.filter((repository) => !pairs.some(({ was }) => was === repository));
  return [
    ...pairs.flatMap(({ now, was }) => (was ? changedMetrics(was, now) : [presence(now, null, 'listed')])),
    ...departed.map((repository) => presence(repository, 'listed', null)),
  ];
}

function sameRepository(known: readonly Repository[], { id, name }: Repository): Repository | undefined {
  return (
    known.find((repository) => repository.id !== null && repository.id === id) ??
    known.find((repository) => repository.id === null && repository.name.toLowerCase() === name.toLowerCase())
  );
}

function presence({ name }: Repository, before: 'listed' | null, after: 'listed' | null): Change {
  return { repository: name, metric: 'repository', before, after };
}

function changedMetrics(was: Repository, now: Repository): Change[] {
  const [before, after] = [metricsOf(was), metricsOf(now)];
  return Object.keys(after).flatMap((metric) => {
    const change = { metric, before: before[metric] ?? null, after: after[metric] ?? null };
    return change.before === change.after ? [] : [{ repository: now.name, ...change }];
  });
}

function metricsOf({ name, sections }: Repository): Metrics {
  const core = sections.core?.value;
  return {
    name,
    stars: core?.stars ?? null,
    forks: core?.forks ?? null,
    watchers: sections.watchers?.value ?? null,
    'open issues and pull requests': core?.openIssuesAndPullRequests ?? null,
    'open pull requests': sections.pullRequests?.value ?? null,
    description: core?.description ?? null,
    language: core?.language ?? null,
    licence: core?.license ?? null,
    archived: core?.archived ?? null,
    commits: sections.commits?.value.total ?? null,
    'last commit': sections.commits?.value.lastCommitAt ?? null,
    'newest release': sections.release?.value?.tag ?? null,
    checks: sections.checks?.value.state ?? null,
  };
}
