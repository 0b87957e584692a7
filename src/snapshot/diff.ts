import { z } from 'zod';
import { isSameJson } from '../json.ts';
import { type FactName, factNames, type Repository, type Snapshot, type StoredFacts } from './schema.ts';

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
const MINOR = ', in detail';

type Fields = Record<string, Change['before'] | undefined>;

/** A group of facts that changes as one, with those of them that are told one by one. */
interface ComparedFacts {
  changedAt: string | undefined;
  metrics: Fields;
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
  const [before, after] = [compareFacts(was.sections), compareFacts(now.sections)];
  const changes = [
    ...changedFields(now.name, { name: was.name }, { name: now.name }),
    ...factNames.flatMap((section) => changesIn(now.name, section, before[section], after[section])),
  ];
  return dropMinorChanges(changes);
}

function dropMinorChanges(changes: Change[]): Change[] {
  const plain = changes.filter(({ metric }) => !metric.endsWith(MINOR));
  return plain.length > 0 ? plain : changes;
}

function otherChanges(before: Snapshot, after: Snapshot): Change[] {
  const was = compareOwnerFacts(before);
  return dropMinorChanges([
    ...Object.entries(compareOwnerFacts(after)).flatMap(([subject, told]) =>
      changesIn(subject, subject, was[subject], told),
    ),
    ...changedFields('links to own repositories', deadLinks(before), deadLinks(after)),
    ...(isSameJson(longStale(before), longStale(after)) ? [] : [staleChange(before, after)]),
    ...changedFields('all facts', { 'as of': before.asOf }, { 'as of': after.asOf }),
  ]);
}

function changesIn(
  subject: string,
  section: string,
  was: ComparedFacts | undefined,
  now: ComparedFacts,
): Change[] {
  const changes = changedFields(subject, was?.metrics ?? {}, now.metrics);
  if (changes.length > 0 || was?.changedAt === now.changedAt) return changes;
  return [{ subject, metric: `${section}${MINOR}`, before: 'as known', after: 'renewed' }];
}

function changedFields(subject: string, before: Fields, after: Fields): Change[] {
  return Object.keys(after).flatMap((metric) => {
    const change = { subject, metric, before: before[metric] ?? null, after: after[metric] ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function compareFacts(sections: StoredFacts): Record<FactName, ComparedFacts> {
  const { core, watchers, languages, commits, tree, release, checks, pullRequests } = sections;
  const { license: licenceFile, ...files } = tree?.value ?? {};
  return {
    core: comparedFacts(core, {
      stars: core?.value.stars,
      forks: core?.value.forks,
      'open issues and pull requests': core?.value.openIssuesAndPullRequests,
      description: knownOrNone(core, core?.value.description),
      topics: core?.value.topics && (core.value.topics.join(', ') || NONE),
      language: knownOrNone(core, core?.value.language),
      licence: knownOrNone(core, core?.value.license),
      archived: core?.value.archived,
    }),
    watchers: comparedFacts(watchers, { watchers: watchers?.value }),
    languages: comparedFacts(languages, { languages: languages && byBytes(languages.value) }),
    commits: comparedFacts(commits, {
      commits: commits?.value.total,
      'last commit': commits?.value.lastCommitAt,
    }),
    tree: comparedFacts(tree, { ...files, 'licence file': licenceFile }),
    release: comparedFacts(release, { 'newest release': release && (release.value?.tag ?? NONE) }),
    checks: comparedFacts(checks, { checks: checks?.value.state }),
    pullRequests: comparedFacts(pullRequests, { 'open pull requests': pullRequests?.value }),
  };
}

function byBytes(languages: Record<string, number>): string {
  const entries = Object.entries(languages).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return entries.map(([name]) => name).join(', ') || NONE;
}

function compareOwnerFacts({
  profile,
  contributions,
  pullRequestsElsewhere,
}: Snapshot): Record<string, ComparedFacts> {
  return {
    profile: comparedFacts(profile, {
      name: profile?.value.name,
      'public repositories': profile?.value.publicRepositories,
    }),
    contributions: comparedFacts(contributions, { total: contributions?.value.total }),
    'pull requests elsewhere': comparedFacts(pullRequestsElsewhere, {
      total: pullRequestsElsewhere?.value.total,
    }),
  };
}

/** GitHub says null where there is none; git history, where it does not know. */
function knownOrNone(section: { source?: string | undefined } | undefined, fact: string | null | undefined) {
  return section && !section.source ? (fact ?? NONE) : fact;
}

function comparedFacts(section: { changedAt: string } | undefined, metrics: Fields): ComparedFacts {
  return { changedAt: section?.changedAt, metrics };
}

function deadLinks({ goneLinks }: Snapshot): Fields {
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

function staleChange(before: Snapshot, after: Snapshot): Change {
  const [was, now] = [longStale(before).length, longStale(after).length];
  return { subject: 'all facts', metric: LONG_STALE, before: was, after: now };
}
