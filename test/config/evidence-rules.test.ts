import { expect, test } from 'vitest';
import { evidenceRulesSchema } from '../../src/config/evidence-schema.ts';
import { parseYaml } from '../../src/config/yaml.ts';

test.each([
  ['rules:\n  - { skill: Go }', 'evidence.yaml:2:5', 'name one of mainLanguage, topic, contains'],
  [
    'rules:\n  - { skill: Go, mainLanguage: Go, topic: go }',
    'evidence.yaml:2:5',
    'name one of mainLanguage, topic, contains',
  ],
  [
    'rules:\n  - skill: Docker\n    contains: Dockerfile',
    'evidence.yaml:3:15',
    'use one of "tests", "dockerfile", "workflow"',
  ],
  [
    'rules: []\nexcept:\n  - { skill: Go, repository: go-spikes }',
    'evidence.yaml:3:30',
    'write a repository as owner/name',
  ],
])('reports where %j is wrong', (text, where, fix) => {
  const result = parseYaml(text, 'evidence.yaml', evidenceRulesSchema);
  expect(result.ok ? [] : result.problems).toMatchObject([{ where, fix }]);
});
