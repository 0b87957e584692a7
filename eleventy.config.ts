import type UserConfig from '@11ty/eleventy/UserConfig';
import * as filters from './site/filters.ts';
import { contributionCalendar } from './src/render/charts/calendar.ts';
import { formatBytes, formatCount, formatDate, formatDay, formatShare } from './src/render/format.ts';
import { resumeDocument } from './src/render/resume/document.ts';
import { spansToHtml } from './src/render/resume/html.ts';
import { activityByMonth, activityEntries } from './src/render/site/activity.ts';
import { dataNotice } from './src/render/site/data-notice.ts';
import { capitalize, describeFacts } from './src/render/site/evidence.ts';
import { experienceView } from './src/render/site/experience.ts';
import { profileLinks, storageView } from './src/render/site/home.ts';
import { keyProjects } from './src/render/site/key-projects.ts';
import { liveLine } from './src/render/site/live-line.ts';
import { projectPage } from './src/render/site/project-page.ts';
import { projectsPage } from './src/render/site/projects-page.ts';
import { publicWorkView } from './src/render/site/public-work.ts';
import { skillTables } from './src/render/site/skills-page.ts';
import { specSheet } from './src/render/site/spec-sheet.ts';
import { profileData, projectData } from './src/render/site/structured-data.ts';
import { totalCommands, verifications } from './src/render/site/verifications.ts';
import { words } from './src/render/site/words.ts';
import { z } from './src/zod.ts';

const formats = {
  formatBytes,
  formatCount,
  formatDate,
  formatDay,
  formatShare,
};
const charts = { contributionCalendar };
const home = {
  experienceView,
  keyProjects,
  liveLine,
  profileLinks,
  publicWorkView,
  specSheet,
  storageView,
};
const views = {
  resumeDocument,
  spansToHtml,
  dataNotice,
  describeFacts,
  projectPage,
  projectsPage,
  skillTables,
  activityEntries,
  profileData,
  projectData,
  capitalize,
  activityByMonth,
  totalCommands,
  verifications,
};

/**
 * Configures Eleventy for site/. Called by src/site-build/eleventy.ts, which passes all data as globals, so that templates use
 * neither files nor the network.
 */
export default function configure(eleventy: UserConfig): void {
  eleventy.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true, throwOnUndefined: true });
  // A copy of the project may be in a folder that git ignores; its templates still have to be built.
  eleventy.setUseGitIgnore(false);
  for (const [name, filter] of Object.entries({ ...filters, ...formats, ...charts, ...home, ...views })) {
    eleventy.addFilter(name, filter);
  }
  // A global of Nunjucks instead of data, which macros in imported files do not see.
  eleventy.addNunjucksGlobal('words', words);
  eleventy.addCollection('mainPages', mainPages);
  eleventy.setTemplateFormats(['njk']);
}

/**
 * What a page says in its front matter to be in the sitemap and, if it has a name, in the navigation. The name is a key of
 * `words.names`, or is shown as written. `needs: resume` leaves the page out of both if there is no résumé.
 */
const mainPage = z.strictObject({
  order: z.number(),
  name: z.string().optional(),
  needs: z.literal('resume').optional(),
});

interface Page {
  data: { mainPage?: unknown; hasResume?: unknown };
}

/** The pages that declare `mainPage`, in its order. Throws z.ZodError where one is not understood. */
function mainPages(collections: { getAll: () => Page[] }): Page[] {
  const orders = new Map<Page, number>();
  for (const page of collections.getAll()) {
    if (page.data.mainPage === undefined) continue;
    const { order, needs } = mainPage.parse(page.data.mainPage);
    if (needs === undefined || page.data.hasResume) orders.set(page, order);
  }
  return [...orders].sort(([, one], [, other]) => one - other).map(([page]) => page);
}
