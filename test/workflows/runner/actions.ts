import { access, cp, mkdir, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ActionsHost } from './actions-host.ts';
import { git } from './actions-host.ts';

/** What an action is given and may touch. */
interface Call {
  host: ActionsHost;
  /** The inputs under `with:`, filled in. */
  inputs: Record<string, string>;
  /** The job's working folder. */
  workspace: string;
  /** The branch that the run is on, `refs/heads/…`. */
  ref: string;
}

/** Does what the action does, as far as our workflows see it; gives its outputs, or throws as the action fails. */
type Action = (call: Call) => Promise<Record<string, string>>;

/** Every action that our workflows may use. */
export const ACTIONS: Record<string, Action> = {
  'actions/checkout': checkout,
  'actions/setup-node': async () => ({}),
  'actions/cache/restore': restoreCache,
  'actions/cache/save': saveCache,
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
  'actions/upload-pages-artifact': uploadPagesArtifact,
  'actions/deploy-pages': deployPages,
};

async function checkout({ host, inputs, workspace, ref }: Call) {
  const folder = join(workspace, inputs.path ?? '.');
  const { origin, mayPush } = repositoryOf(host, inputs);
  const branch = (inputs.ref ?? (inputs.repository ? 'main' : ref)).replace('refs/heads/', '');
  await mkdir(folder, { recursive: true });
  await git(folder, 'clone', '--quiet', '--depth=1', `--branch=${branch}`, `file://${origin}`, '.');
  if (!mayPush || inputs['persist-credentials'] === 'false') {
    await git(folder, 'remote', 'set-url', '--push', 'origin', join(host.folder, 'no-credentials'));
  }
  return { commit: await git(folder, 'rev-parse', 'HEAD') };
}

/** A job's token may push to its own repository only; to another one, whoever has that one's key. */
function repositoryOf({ origin, mayPush, profile, variables }: ActionsHost, inputs: Record<string, string>) {
  if (inputs.repository === undefined) return { origin, mayPush };
  if (profile === null || inputs.repository !== variables.PROFILE_REPOSITORY) throw new Error('Not Found');
  return { origin: profile.origin, mayPush: inputs['ssh-key'] === profile.deployKey };
}

async function restoreCache({ host, inputs, workspace }: Call) {
  const key = input(inputs, 'key');
  const prefix = input(inputs, 'restore-keys');
  const found = [...host.caches.keys()].reverse().find((name) => name === key || name.startsWith(prefix));
  if (found === undefined) return { 'cache-hit': 'false' };
  await cp(cacheFolder(host, found), workspace, { recursive: true });
  return { 'cache-hit': String(found === key) };
}

async function saveCache({ host, inputs, workspace }: Call) {
  const key = input(inputs, 'key');
  const path = input(inputs, 'path');
  if (host.caches.has(key))
    throw new Error(`a cache with the key ${key} exists, and none can be overwritten`);
  // Like the action, it only warns where there is nothing to save.
  if (!(await exists(join(workspace, path)))) return {};
  const folder = join(host.folder, 'caches', String(host.caches.size));
  await cp(join(workspace, path), join(folder, path), { recursive: true });
  host.caches.set(key, folder);
  return {};
}

async function uploadArtifact({ host, inputs, workspace }: Call) {
  const name = input(inputs, 'name');
  if (host.artifacts.has(name) && inputs.overwrite !== 'true')
    throw new Error(`an artifact ${name} exists already`);
  const folder = join(host.folder, 'artifacts', String(host.runs), name);
  await rm(folder, { recursive: true, force: true });
  for (const path of input(inputs, 'path').trim().split('\n')) {
    // Stricter than the action, of which it is not certain what it does in a hidden folder.
    const isHidden = !isAbsolute(path) && /(^|\/)\./.test(path);
    if (!isHidden || inputs['include-hidden-files'] === 'true')
      await upload(within(workspace, path), path, folder);
  }
  if (!(await exists(folder)) && inputs['if-no-files-found'] === 'error')
    throw new Error(`no files for ${name}`);
  host.artifacts.set(name, folder);
  return {};
}

/** A folder hands over what is in it; a file lies in the artifact under its own name. */
async function upload(from: string, path: string, folder: string): Promise<void> {
  if (!(await exists(from))) return;
  const isFile = /\.\w+$/.test(path);
  await mkdir(folder, { recursive: true });
  await cp(from, isFile ? join(folder, path.split('/').at(-1) ?? path) : folder, { recursive: true });
}

async function downloadArtifact({ host, inputs, workspace }: Call) {
  await cp(artifact(host, input(inputs, 'name')), within(workspace, input(inputs, 'path')), {
    recursive: true,
  });
  return {};
}

async function uploadPagesArtifact(call: Call) {
  if (call.host.artifacts.has(input(call.inputs, 'name')))
    throw new Error('two artifacts of one name cannot be deployed');
  return uploadArtifact({ ...call, inputs: { ...call.inputs, 'if-no-files-found': 'error' } });
}

async function deployPages({ host, inputs }: Call) {
  if (host.pages === null) throw new Error('Creating Pages deployment failed: Not Found');
  host.deployed = artifact(host, input(inputs, 'artifact_name'));
  return { page_url: `${host.pages}/` };
}

function artifact(host: ActionsHost, name: string): string {
  const folder = host.artifacts.get(name);
  if (folder === undefined) throw new Error(`no artifact ${name}`);
  return folder;
}

function cacheFolder(host: ActionsHost, key: string): string {
  const folder = host.caches.get(key);
  if (folder === undefined) throw new Error(`no cache ${key}`);
  return folder;
}

function input(inputs: Record<string, string>, name: string): string {
  const value = inputs[name];
  if (value === undefined) throw new Error(`the action lacks the input ${name}`);
  return value;
}

function within(workspace: string, path: string): string {
  return isAbsolute(path) ? path : join(workspace, path);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
