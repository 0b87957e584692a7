import { z } from 'zod';
import { isSameJson } from '../json.ts';
import { type Repository, type SectionName, type Sections, type Snapshot, sectionNames } from './schema.ts';

const fact = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** A fact that is different now. Null is unknown, or none. */
export const changeSchema = z.strictObject({
  /** `owner/name`, or which of the other facts. One that departed has no name: that may be what its owner hides. */
  subject: z.string(),
  metric: z.string(),
  before: fact,
  after: fact,
});

export type Change = z.infer<typeof changeSchema>;

/** How many sections no refresh could confirm for so long that the snapshot says so. */
export const LONG_STALE = 'not confirmed for 48 hours';

/** Looked for, and there is none: not the same as null, which is unknown. */
export const NONE = 'none';

/** Ends the metric of a section of which something else changed than what is told; of no interest beside what is told. */
const IN_DETAIL = ', in detail';

type Metrics = Record<string, Change['before'] | undefined>;

/** A group of facts that changes as one, with those of them that are told one by one. */
interface Told {
  changedAt: string | undefined;
  metrics: Metrics;
}

/**
 * What is different between two snapshots: by repository and metric, then what is not of a repository. A new or departed
 * repository is one change. Of what makes a commit, only that known facts were confirmed is not told.
 */
export function changesBetween(before: Snapshot | null, after: Snapshot): Change[] {
  const known = before?.repositories ?? [];
  const pairs = after.repositories.map((now) => ({ now, was: sameRepository(known, now) }));
  const departed = known.filter((repository) => !pairs.some(({ was }) => was === repository));
  const presence = { metric: 'repository' };
  return [
    ...pairs.flatMap(({ now, was }) =>
      was ? repositoryChanges(was, now) : [{ ...presence, subject: now.name, before: null, after: 'listed' }],
    ),
    ...departed.map(() => ({ ...presence, subject: 'a repository', before: 'listed', after: null })),
    ...(before ? otherChanges(before, after) : []),
  ];
}

function sameRepository(known: readonly Repository[], { id, name }: Repository): Repository | undefined {
  return (
    known.find((repository) => repository.id !== null && repository.id === id) ??
    known.find((repository) => repository.id === null && repository.name.toLowerCase() === name.toLowerCase())
  );
}

function repositoryChanges(was: Repository, now: Repository): Change[] {
  const [before, after] = [toldOf(was.sections), toldOf(now.sections)];
  const changes = [
    ...changedMetrics(now.name, { name: was.name }, { name: now.name }),
    ...sectionNames.flatMap((section) => changesIn(now.name, section, before[section], after[section])),
  ];
  return plainIfAny(changes);
}

function plainIfAny(changes: Change[]): Change[] {
  const plain = changes.filter(({ metric }) => !metric.endsWith(IN_DETAIL));
  return plain.length > 0 ? plain : changes;
}

function otherChanges(before: Snapshot, after: Snapshot): Change[] {
  const was = toldOfOwner(before);
  return plainIfAny([
    ...Object.entries(toldOfOwner(after)).flatMap(([subject, told]) =>
      changesIn(subject, subject, was[subject], told),
    ),
    ...changedMetrics('links to own repositories', deadLinks(before), deadLinks(after)),
    ...(isSameJson(longStale(before), longStale(after)) ? [] : [staleness(before, after)]),
    ...changedMetrics('all facts', { 'as of': before.asOf }, { 'as of': after.asOf }),
  ]);
}

function changesIn(subject: string, section: string, was: Told | undefined, now: Told): Change[] {
  const changes = changedMetrics(subject, was?.metrics ?? {}, now.metrics);
  if (changes.length > 0 || was?.changedAt === now.changedAt) return changes;
  return [{ subject, metric: `${section}${IN_DETAIL}`, before: 'as known', after: 'renewed' }];
}

function changedMetrics(subject: string, before: Metrics, after: Metrics): Change[] {
  return Object.keys(after).flatMap((metric) => {
    const change = { subject, metric, before: before[metric] ?? null, after: after[metric] ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function toldOf(sections: Sections): Record<SectionName, Told> {
  const { core, watchers, languages, commits, tree, release, checks, pullRequests } = sections;
  const { license: licenceFile, ...files } = tree?.value ?? {};
  return {
    core: told(core, {
      stars: core?.value.stars,
      forks: core?.value.forks,
      'open issues and pull requests': core?.value.openIssuesAndPullRequests,
      description: answered(core, core?.value.description),
      topics: core?.value.topics && (core.value.topics.join(', ') || NONE),
      language: answered(core, core?.value.language),
      licence: answered(core, core?.value.license),
      archived: core?.value.archived,
    }),
    watchers: told(watchers, { watchers: watchers?.value }),
    languages: told(languages, { languages: languages && byBytes(languages.value) }),
    commits: told(commits, { commits: commits?.value.total, 'last commit': commits?.value.lastCommitAt }),
    tree: told(tree, { ...files, 'licence file': licenceFile }),
    release: told(release, { 'newest release': release && (release.value?.tag ?? NONE) }),
    checks: told(checks, { checks: checks?.value.state }),
    pullRequests: told(pullRequests, { 'open pull requests': pullRequests?.value }),
  };
}

function byBytes(languages: Record<string, number>): string {
  const entries = Object.entries(languages).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return entries.map(([name]) => name).join(', ') || NONE;
}

function toldOfOwner({ profile, contributions, pullRequestsElsewhere }: Snapshot): Record<string, Told> {
  return {
    profile: told(profile, {
      name: profile?.value.name,
      'public repositories': profile?.value.publicRepositories,
    }),
    contributions: told(contributions, { total: contributions?.value.total }),
    'pull requests elsewhere': told(pullRequestsElsewhere, { total: pullRequestsElsewhere?.value.total }),
  };
}

/** GitHub says null where there is none; git history, where it does not know. */
function answered(section: { source?: string | undefined } | undefined, fact: string | null | undefined) {
  return section && !section.source ? (fact ?? NONE) : fact;
}

function told(section: { changedAt: string } | undefined, metrics: Metrics): Told {
  return { changedAt: section?.changedAt, metrics };
}

function deadLinks({ goneLinks }: Snapshot): Metrics {
  return { 'lead nowhere': goneLinks?.join(', ') ?? NONE };
}

/** The sections that have not been confirmed for 48 hours. */
function longStale({ repositories, profile, contributions, pullRequestsElsewhere }: Snapshot): string[] {
  const stale = (sections: Record<string, { stale?: unknown } | undefined>, of: string) =>
    Object.entries(sections).flatMap(([name, section]) => (section?.stale ? [`${of} ${name}`] : []));
  return [
    ...stale({ profile, contributions, pullRequestsElsewhere }, ''),
    ...repositories.flatMap(({ id, name, sections }) => stale(sections, String(id ?? name))),
  ].sort();
}

function staleness(before: Snapshot, after: Snapshot): Change {
  const [was, now] = [longStale(before).length, longStale(after).length];
  return { subject: 'all facts', metric: LONG_STALE, before: was, after: now };
}
