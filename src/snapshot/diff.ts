import { z } from 'zod';
import { isSameJson } from '../json.ts';
import { pairRepositories, type RepositoryPair } from './pair-repositories.ts';
import { type FactName, factNames, type Repository, type Snapshot, type StoredFacts } from './schema.ts';

const fieldValue = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** A field of a fact that is different now. Null is unknown, or none. */
export const changeSchema = z.strictObject({
  /** `owner/name`, or which of the other facts. A removed repository has no name: that may be what its owner hides. */
  subject: z.string(),
  /** The field; the stored key keeps its name from version 1. */
  field: z.string(),
  before: fieldValue,
  after: fieldValue,
});

export type Change = z.infer<typeof changeSchema>;

/** The field that counts the facts which no refresh could confirm for so long that the snapshot says so. */
export const LONG_STALE = 'not confirmed for 48 hours';

/** Looked for, and there is none: not the same as null, which is unknown. */
export const NONE = 'none';

/** Ends the field of a fact of which something else changed than what is compared one by one. */
const MINOR = ', in detail';

type Fields = Record<string, Change['before'] | undefined>;

/** A fact that changes as one, with those of its fields that are compared one by one. */
interface ComparedFacts {
  changedAt: string | undefined;
  fields: Fields;
}

/**
 * What is different between two snapshots: by repository and field, then what is not of a repository. A new or removed
 * repository is one change. Of what makes a commit, only that known facts were confirmed is left out.
 */
export function changesBetween(before: Snapshot | null, after: Snapshot): Change[] {
  const { pairs, unmatched } = pairRepositories(before?.repositories ?? [], after.repositories);
  const changes = pairs.flatMap(pairChanges);
  for (const _ of unmatched) changes.push(presenceChange('a repository', 'listed', null));
  if (before) changes.push(...ownerChanges(before, after));
  return changes;
}

function pairChanges({ before, after }: RepositoryPair<Repository>): Change[] {
  return before ? repositoryChanges(before, after) : [presenceChange(after.name, null, 'listed')];
}

function presenceChange(subject: string, before: Change['before'], after: Change['after']): Change {
  return { subject, field: 'repository', before, after };
}

function repositoryChanges(before: Repository, after: Repository): Change[] {
  const changes = changedFields(after.name, { name: before.name }, { name: after.name });
  const previous = compareFacts(before.sections);
  const current = compareFacts(after.sections);
  for (const fact of factNames) changes.push(...changesIn(after.name, fact, previous[fact], current[fact]));
  return dropMinorChanges(changes);
}

function dropMinorChanges(changes: Change[]): Change[] {
  const plain = changes.filter(({ field }) => !field.endsWith(MINOR));
  return plain.length > 0 ? plain : changes;
}

function ownerChanges(before: Snapshot, after: Snapshot): Change[] {
  const changes: Change[] = [];
  const previous = compareOwnerFacts(before);
  for (const [subject, current] of Object.entries(compareOwnerFacts(after))) {
    changes.push(...changesIn(subject, subject, previous[subject], current));
  }
  changes.push(...changedFields('links to own repositories', deadLinks(before), deadLinks(after)));
  if (!isSameJson(longStale(before), longStale(after))) changes.push(staleChange(before, after));
  changes.push(...changedFields('all facts', { 'as of': before.asOf }, { 'as of': after.asOf }));
  return dropMinorChanges(changes);
}

function changesIn(
  subject: string,
  fact: string,
  before: ComparedFacts | undefined,
  after: ComparedFacts,
): Change[] {
  const changes = changedFields(subject, before?.fields ?? {}, after.fields);
  if (changes.length > 0 || before?.changedAt === after.changedAt) return changes;
  return [{ subject, field: `${fact}${MINOR}`, before: 'as known', after: 'renewed' }];
}

function changedFields(subject: string, before: Fields, after: Fields): Change[] {
  return Object.keys(after)
    .map((field) => ({
      subject,
      field,
      before: before[field] ?? null,
      after: after[field] ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

function compareFacts(facts: StoredFacts): Record<FactName, ComparedFacts> {
  const { core, watchers, languages, commits, tree, release, checks, pullRequests } = facts;
  const { license: licenseFile, ...files } = tree?.value ?? {};
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
    tree: comparedFacts(tree, { ...files, 'licence file': licenseFile }),
    release: comparedFacts(release, { 'newest release': release && (release.value?.tag ?? NONE) }),
    checks: comparedFacts(checks, { checks: checks?.value.state }),
    pullRequests: comparedFacts(pullRequests, { 'open pull requests': pullRequests?.value }),
  };
}

function byBytes(languages: Record<string, number>): string {
  const entries = Object.entries(languages).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return entries.map(([name]) => name).join(', ') || NONE;
}

function compareOwnerFacts(snapshot: Snapshot): Record<string, ComparedFacts> {
  const { profile, contributions, pullRequestsElsewhere } = snapshot;
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
function knownOrNone(fact: { source?: string | undefined } | undefined, value: string | null | undefined) {
  return fact && !fact.source ? (value ?? NONE) : value;
}

function comparedFacts(fact: { changedAt: string } | undefined, fields: Fields): ComparedFacts {
  return { changedAt: fact?.changedAt, fields };
}

function deadLinks({ goneLinks }: Snapshot): Fields {
  return { 'lead nowhere': goneLinks?.join(', ') ?? NONE };
}

/** The facts that have not been confirmed for 48 hours. */
function longStale({ repositories, profile, contributions, pullRequestsElsewhere }: Snapshot): string[] {
  const stale = staleAmong('', { profile, contributions, pullRequestsElsewhere });
  for (const { id, name, sections } of repositories) stale.push(...staleAmong(String(id ?? name), sections));
  return stale.sort();
}

function staleAmong(subject: string, facts: Record<string, { stale?: unknown } | undefined>): string[] {
  const stale = Object.entries(facts).filter(([, fact]) => fact?.stale);
  return stale.map(([name]) => `${subject} ${name}`);
}

function staleChange(before: Snapshot, after: Snapshot): Change {
  const subject = 'all facts';
  return { subject, field: LONG_STALE, before: longStale(before).length, after: longStale(after).length };
}
