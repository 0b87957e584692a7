import { expect, test } from 'vitest';
import { resumeSchema } from '../../src/config/resume-schema.ts';

const basics = { name: 'Ada', label: 'Engineer', summary: 'Builds.' };

test.each(['en', 'pl', 'zh-Hant', 'pt-BR'])('%s is a language', (lang) => {
  expect(resumeSchema.parse({ lang, basics }).lang).toBe(lang);
});

test.each(['Polish', 'p', 'pl_PL', ''])('%j is not a language tag', (lang) => {
  const { error } = resumeSchema.safeParse({ lang, basics });
  expect(error?.issues).toMatchObject([
    { path: ['lang'], message: 'write a language tag such as "en", "pl" or "zh-Hant" (BCP 47)' },
  ]);
});
