import type { Repository, Snapshot } from '../../src/snapshot/schema.ts';

/** What an attacker could write wherever GitHub allows it. */
export const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</script></title></style><svg onload=alert(1)>',
  '[click](javascript:alert(1)) **bold** `code`',
  '{{ portfolio.phone }} {% set x = 1 %} {# gone #}',
  '\u001B]0;x\u0007\u000B\u009B\uFFFE\uFFFF\uDBFF \u202Egnorw\u202C \u200Bz\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo',
  '👩‍👩‍👧‍👦 漢字かな交じり文 <!-- ]]>',
  'word '.repeat(2000),
  'x'.repeat(10_000),
  `See https://example.org/${'a-long-path/'.repeat(40)}index.html?query=${'y'.repeat(60)}`,
];
export const ALL = ATTACKS.slice(0, 8).join(' ');

/** The repository as an attacker with write access could change it. */
function attacked(repository: Repository, index: number): Repository {
  const { core, release } = repository.sections;
  const description = ATTACKS[index % ATTACKS.length] ?? ALL;
  const changedAt = '2026-11-20T10:00:00Z';
  if (!core) return repository;
  return {
    ...repository,
    sections: {
      ...repository.sections,
      core: {
        changedAt,
        value: {
          ...core.value,
          description: index < 5 ? ALL : description,
          topics: ATTACKS,
          language: index % 3 === 0 ? ALL : core.value.language,
          license: index % 3 === 0 ? ALL : core.value.license,
          homepage: 'https://example.com/"onmouseover="alert(1)',
        },
      },
      languages: { changedAt, value: { [ALL]: 10, Go: 5 } },
      release: release && {
        changedAt,
        value: {
          kind: 'release',
          tag: ALL,
          name: ALL,
          publishedAt: changedAt,
          url: 'https://github.com/a/b/releases/tag/%3Cscript%3E',
        },
      },
    },
  };
}

/** The snapshot with an attack in place of every untrusted text. */
export function attackedSnapshot(snapshot: Snapshot): Snapshot {
  const pull = {
    repository: 'someone/else',
    number: 1,
    title: ALL,
    url: 'https://github.com/someone/else/pull/1',
    mergedAt: '2026-11-20T10:00:00Z',
  };
  return {
    ...snapshot,
    repositories: snapshot.repositories.map(attacked),
    pullRequestsElsewhere: { changedAt: '2026-11-20T10:00:00Z', value: { total: 1, items: [pull] } },
  };
}
