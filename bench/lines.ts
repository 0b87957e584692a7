/** `npm run lines`: prints files and lines per source folder as a Markdown table. Shows a trend; there is no limit. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Size {
  files: number;
  lines: number;
}

async function sizesUnder(root: string, endings: RegExp): Promise<Map<string, Size>> {
  const names = (await readdir(root, { recursive: true })).filter((name) => endings.test(name)).sort();
  const sizes = new Map<string, Size>();
  for (const name of names) {
    const path = join(root, name);
    const lines = (await readFile(path, 'utf8')).split('\n').length - 1;
    const { files, lines: before } = sizes.get(dirname(path)) ?? { files: 0, lines: 0 };
    sizes.set(dirname(path), { files: files + 1, lines: before + lines });
  }
  return sizes;
}

const sizes = [...(await sizesUnder('src', /\.ts$/)), ...(await sizesUnder('site', /\.(?:ts|njk|css)$/))];
const total = sizes.reduce((sum, [, { lines }]) => sum + lines, 0);
console.log('| Folder | Files | Lines |\n| --- | ---: | ---: |');
for (const [folder, { files, lines }] of sizes) console.log(`| ${folder} | ${files} | ${lines} |`);
console.log(`| **Total** | | ${total} |`);
