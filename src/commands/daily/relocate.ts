import { type Problem, UserError } from '../../errors.ts';
import type { StageRunner } from '../../report/stages.ts';

/** Replaces the paths of copied files by those of the originals in a text. */
export type Relocate = (text: string) => string;

/** Creates it for copies in `folder` of files in `root`. */
export function relocateFrom(folder: string, root: string): Relocate {
  const prefix = root === '.' ? '' : `${root}/`;
  return (text) => text.replaceAll(`${folder}/`, prefix);
}

/** A runner whose stages work on copies: what they report names the originals. */
export function relocatingRunner({ stages, run }: StageRunner, relocate: Relocate): StageRunner {
  const located = (problem: Problem): Problem => {
    const { what, where, fix } = problem;
    const texts = { what: relocate(what), fix: relocate(fix) };
    return where === undefined ? texts : { ...texts, where: relocate(where) };
  };
  return {
    stages,
    run: (name, work) =>
      run(name, async () => {
        try {
          const outcome = await work();
          const notices = outcome.notices?.map((notice) => {
            const { message, location, fix } = notice;
            const texts = { message: relocate(message), fix: relocate(fix) };
            return { ...notice, ...texts, location: location === undefined ? location : relocate(location) };
          });
          return notices ? { ...outcome, notices } : outcome;
        } catch (error) {
          throw error instanceof UserError ? new UserError(...error.problems.map(located)) : error;
        }
      }),
  };
}
