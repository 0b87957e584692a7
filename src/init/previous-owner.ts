import { loadOwnerFiles } from '../config/load.ts';
import { UserError } from '../errors.ts';
import { readSnapshotIfAny } from '../snapshot/file.ts';

/** The previous owner's names and addresses, in lower case; null if they cannot be read. */
export async function previousOwnerIdentifiers(data: string, snapshotFile: string): Promise<string[] | null> {
  try {
    const { config, resume } = await loadOwnerFiles(data);
    const { name, email, phone } = resume.basics;
    const snapshot = await readSnapshotIfAny(snapshotFile);
    const sites = [config.site, snapshot?.site?.value.url].filter((site) => site !== undefined);
    const hosts = sites.map((site) => new URL(site).host.replace(/^www\./, ''));
    const identifiers = [config.login, name, ...hosts, email, phone].filter((text) => text !== undefined);
    return identifiers.map((text) => text.toLowerCase());
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Whether a text may mention the previous owner; always true if the identifiers are not known. */
export function mayMention(identifiers: readonly string[] | null, text: string): boolean {
  const lowerCase = text.toLowerCase();
  return identifiers === null || identifiers.some((name) => lowerCase.includes(name));
}
