import { createRequire } from 'node:module';

/** The Markdown parser. Its CommonJS build is one file; as ES modules it is 75, and each of them passes the loader of tsx. */
export const MarkdownIt: typeof import('markdown-it').default = createRequire(import.meta.url)('markdown-it');
