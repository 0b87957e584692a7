import { idOf, nodeId } from './identity.ts';
import { listedRepository } from './repositories.ts';
import type { CheckRun, Repository, Status } from './world.ts';

/** A check run as GitHub shows it. */
export function checkRunAnswer(api: string, { name }: Repository, sha: string, run: CheckRun) {
  const id = idOf(`${name} ${sha} ${run.name}`);
  const url = `${api}/repos/${name}/check-runs/${id}`;
  return {
    id,
    name: run.name,
    node_id: nodeId('CR', id),
    head_sha: sha,
    external_id: '',
    url,
    html_url: `https://github.com/${name}/actions/runs/${id}/job/${id}`,
    details_url: `https://github.com/${name}/actions/runs/${id}/job/${id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id },
    app: null,
    pull_requests: [],
  };
}

/** The combined status of a commit. Without any status GitHub reports `pending`. */
export function combinedStatus(api: string, repository: Repository, sha: string) {
  const statuses = repository.statuses[sha] ?? [];
  const url = `${api}/repos/${repository.name}/commits/${sha}`;
  return {
    state: combine(statuses),
    statuses: statuses.map((status) => ({
      url: `${api}/repos/${repository.name}/statuses/${sha}`,
      avatar_url: 'https://avatars.githubusercontent.com/oa/1?v=4',
      id: idOf(`${sha} ${status.context}`),
      node_id: nodeId('SC', `${sha} ${status.context}`),
      state: status.state,
      description: null,
      target_url: null,
      context: status.context,
      created_at: status.updatedAt,
      updated_at: status.updatedAt,
    })),
    sha,
    total_count: statuses.length,
    repository: listedRepository(api, repository),
    commit_url: url,
    url: `${url}/status`,
  };
}

function combine(statuses: Status[]): Status['state'] {
  const states = statuses.map(({ state }) => state);
  if (states.includes('failure') || states.includes('error')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}
