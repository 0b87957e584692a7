import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

// Process ids are not unique across machines and containers, and are reused, so the tag has all three parts.
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const PROCESS = `${HOST}-${process.pid}-${randomBytes(4).toString('hex')}`;

const TAG = '([0-9a-f]{8})-(\\d+)-[0-9a-f]{8}-\\d+';
/** The random part in names written by earlier versions. */
const UNTAGGED = '[0-9a-f]{12}';
const TEMPORARY_FILE = new RegExp(`\\.(?:${TAG}|${UNTAGGED})\\.tmp$`);
const SIBLING = new RegExp(`^\\.(.+)\\.${TAG}\\.(?:new|old)$`);

const DAY_IN_MS = 86_400_000;

let count = 0;

/** A unique part for the name of a temporary file or folder. It identifies the process that created it. */
export function runTag(): string {
  count += 1;
  return `${PROCESS}-${count}`;
}

/** Whether this is the name of a temporary file, from this or an earlier run. */
export function isTemporaryFile(name: string): boolean {
  return TEMPORARY_FILE.test(name);
}

/** Whether this is the name of a new or old version of the folder, from replacing it in this or an earlier run. */
export function isSiblingOf(folderName: string, name: string): boolean {
  return SIBLING.exec(name)?.[1] === folderName;
}

/**
 * Whether the run that created this temporary file or folder has ended.
 * @param ageMs since it last changed. A run takes minutes, so after a day it has ended, whatever its process id says.
 */
export function isAbandoned(name: string, ageMs: number): boolean {
  if (ageMs > DAY_IN_MS) return true;
  const [, host, pid] = /\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}-\d+\.\w+$/.exec(name) ?? [];
  if (host !== HOST || pid === undefined) return false;
  if (Number(pid) === process.pid) return !name.includes(PROCESS);
  return !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is never delivered; it only asks whether it could be (kill(2)).
    process.kill(pid, 0);
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    return !isMissing;
  }
}
