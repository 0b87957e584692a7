import { z } from '../zod.ts';
import { defineFact, webAddress } from './fact.ts';

const site = z.strictObject({ url: webAddress });

/** The address of the published site as reported by GitHub Pages, without a trailing slash. */
export type Site = z.infer<typeof site>;

/** Where GitHub Pages publishes the site. */
export const siteFact = defineFact<Site>({
  label: 'Site address',
  schema: site,
  compare: ({ value }) => ({ is: value.url }),
});
