import { z } from '../zod.ts';
import { count, defineFact } from './fact.ts';

const profile = z.strictObject({
  id: count,
  name: z.string().nullable(),
  publicRepositories: count,
});

/** The owner's profile on GitHub. */
export type Profile = z.infer<typeof profile>;

/** The owner's profile. */
export const profileFact = defineFact<Profile>({
  label: 'Profile',
  schema: profile,
  compare: ({ value }) => ({ name: value.name, 'public repositories': value.publicRepositories }),
  gate: {
    countsOf: ({ publicRepositories }) => ({ 'public repositories': publicRepositories }),
    refusesDropToZero: true,
  },
});
