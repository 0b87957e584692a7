import { createRequire } from 'node:module';

/** The Markdown parser. Its CommonJS build is a single file, which loads faster than the 75 ES modules. */
export const MarkdownIt: typeof import('markdown-it').default = createRequire(import.meta.url)('markdown-it');
