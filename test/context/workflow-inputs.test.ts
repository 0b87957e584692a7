import { expect, it } from 'vitest';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import { UserError } from '../../src/errors.ts';

it('uses the defaults for unset and empty variables', () => {
  const defaults = { repositories: [], isFull: false, acceptsRegressions: false };
  expect(readWorkflowInputs({})).toEqual(defaults);
  expect(readWorkflowInputs({ REFRESH_REPOSITORIES: ' ', REFRESH_FULL: '' })).toEqual(defaults);
});

it('accepts names separated by spaces, commas or line breaks', () => {
  const { repositories } = readWorkflowInputs({ REFRESH_REPOSITORIES: 'o/a, o/b\no/c  o/d' });
  expect(repositories).toEqual(['o/a', 'o/b', 'o/c', 'o/d']);
});

it.each(['$(id)', '`id`', 'o/a;id', 'o', 'o/a/b', '--full', '../..', `o/${'x'.repeat(5000)}`])(
  'rejects the repository %s',
  (name) => {
    expect(() => readWorkflowInputs({ REFRESH_REPOSITORIES: name })).toThrow(UserError);
  },
);

it('lists all invalid values at once, truncated', () => {
  try {
    readWorkflowInputs({
      REFRESH_REPOSITORIES: 'x'.repeat(5000),
      REFRESH_FULL: 'yes',
      REFRESH_ACCEPT_REGRESSIONS: '1',
    });
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.problems.map(({ where }) => where)).toEqual([
      'REFRESH_REPOSITORIES',
      'REFRESH_FULL',
      'REFRESH_ACCEPT_REGRESSIONS',
    ]);
    expect(error.message.length).toBeLessThan(500);
  }
});

it('rejects more than 100 repositories', () => {
  const many = Array.from({ length: 101 }, (_, index) => `o/r${index}`).join(' ');
  expect(() => readWorkflowInputs({ REFRESH_REPOSITORIES: many })).toThrow('too many repositories: 101');
});

it('accepts a login to set up for', () => {
  expect(readWorkflowInputs({ REFRESH_SETUP: ' octo-1 ' }).setUpFor).toBe('octo-1');
  expect(readWorkflowInputs({ REFRESH_SETUP: '' })).not.toHaveProperty('setUpFor');
  expect(() => readWorkflowInputs({ REFRESH_SETUP: '$(id)' })).toThrow(/"\$\(id\)" is not a GitHub login/);
});
