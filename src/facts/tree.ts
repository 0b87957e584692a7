import { z } from 'zod';
import { defineFact } from './fact.ts';

const tree = z.strictObject({
  readme: z.boolean(),
  tests: z.boolean(),
  dockerfile: z.boolean(),
  workflow: z.boolean(),
  license: z.boolean(),
});

/** Which kinds of files there are. */
export type Tree = z.infer<typeof tree>;

/** The files of the default branch. */
export const treeFact = defineFact<Tree>({
  label: 'Files',
  schema: tree,
  compare: ({ value: { license, ...files } }) => ({ ...files, 'licence file': license }),
});
