import type { Portfolio } from '../portfolio/model.ts';
import { monthlyWork } from '../render/charts/monthly-work.ts';
import { type PdfContent, pdfContent } from '../render/resume/pdf/content.ts';
import type { OgImageFacts } from '../render/site/og-image.ts';
import { charactersOf } from './characters.ts';

/** The input for fonts, PDF and images. */
export interface MediaRequest {
  /** Characters that the fonts of the site and of the images need. */
  characters: readonly string[];
  resume: PdfContent;
  /** Paths of the owner's fonts, for characters that the packaged fonts lack. */
  ownFonts: readonly string[];
  images: OgImageFacts;
  /** Absolute path of a temporary folder for fonts that only the images need. */
  fonts: string;
}

/** The request for this portfolio. Only the PDF shows `siteUrl`, the URL the site is built for. */
export function mediaRequest(
  portfolio: Portfolio,
  { siteUrl, ownFonts, fonts }: { siteUrl: string; ownFonts: readonly string[]; fonts: string },
): MediaRequest {
  const { theme, ...texts } = portfolio;
  const { name, label, site, reductions, reductionsTitle, totals, keyProjects, asOf } = portfolio;
  return {
    characters: charactersOf(texts),
    resume: pdfContent({ ...portfolio, site: siteUrl }, 'a4'),
    ownFonts,
    images: {
      name,
      label,
      site,
      theme,
      reductions,
      reductionsTitle,
      totals,
      keyProjects,
      asOf,
      work: monthlyWork(portfolio),
    },
    fonts,
  };
}
