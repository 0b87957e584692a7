import { AA, DEFAULT_ACCENT, weaknessOf } from '../theme.ts';
import { z } from '../zod.ts';

/** The accent color of the theme: one that marks and large type can be read in. */
export const accentColor = z
  .string()
  .regex(/^#(?:[\dA-Fa-f]{3}|[\dA-Fa-f]{6})$/, {
    message: `write it as #rgb or #rrggbb in quotes, as in "${DEFAULT_ACCENT}"`,
    abort: true,
  })
  .superRefine((written, context) => {
    const weakness = weaknessOf(written);
    if (weakness === null) return;
    // Rounded down, so that 2.996 does not appear as 3.
    const ratio = Math.floor(weakness.contrast * 100) / 100;
    const message = `use "${weakness.nearest}" or a darker color: "${written}" has a contrast of ${ratio}:1 on the light pages, and marks need ${AA.mark}:1`;
    context.addIssue({ code: 'custom', message });
  })
  .describe(
    'The color of marks, such as bars in charts. The colors of links and of the dark pages are derived from it.',
  );
