import { z } from '../zod.ts';
import { defineFact, webAddress } from './fact.ts';

const site = z.strictObject({ url: webAddress });

/** The address of the published site, as GitHub Pages reports it: without a slash at the end. */
export type Site = z.infer<typeof site>;

/** Where GitHub Pages publishes the site. */
export const siteFact = defineFact<Site>({
  label: 'Site address',
  schema: site,
  compare: ({ value }) => ({ is: value.url }),
});
