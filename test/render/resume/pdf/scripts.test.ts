import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/errors.ts';
import type { Portfolio } from '../../../../src/portfolio/model.ts';
import { pdfContent } from '../../../../src/render/resume/pdf/content.ts';
import { loadTypesetter } from '../../../../src/site-build/typesetter.ts';
import { aWorkspace } from '../../../support/workspace.ts';
import { samplePortfolio } from '../../sample.ts';

const FONTS = ['arabic', 'han', 'katakana'].map((name) => join('test', 'fixtures', 'fonts', `${name}.ttf`));

const prepare = await loadTypesetter();

/** The sample with a name and a summary in another script. */
function written(name: string, summary: string): Portfolio {
  const portfolio = samplePortfolio();
  const basics = { ...portfolio.resume.basics, name, summary };
  return { ...portfolio, name, resume: { ...portfolio.resume, basics } };
}

/** The text as a reader of the PDF finds it, without spaces, which it also finds within words of some scripts. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
  return withoutSpaces(text);
}

function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, '');
}

describe.each([
  ['Polish', 'Łucja Dąbrowska', 'Zażółć gęślą jaźń – świeże ćwiczenia.'],
  ['Czech', 'Jiří Dvořák', 'Příliš žluťoučký kůň úpěl ďábelské ódy.'],
  ['Turkish', 'İpek Çağlayan', 'Yazılım geliştirici, ölçülebilir işler.'],
  ['Romanian', 'Ștefan Țurcanu', 'Servicii fiabile în producție, făcute cu răbdare.'],
  ['Vietnamese', 'Nguyễn Thị Hồng', 'Kỹ sư phần mềm xây dựng dịch vụ bền vững.'],
  ['Russian', 'Ольга Журавлёва', 'Разрабатываю надёжные сервисы.'],
  ['Ukrainian', 'Ґанна Їжакевич', 'Пишу надійні сервіси щодня.'],
  ['Greek', 'Ελένη Παπαδοπούλου', 'Γράφω αξιόπιστες υπηρεσίες κάθε μέρα.'],
  ['Hindi', 'आशा वर्मा', 'भरोसेमंद सेवा लिखती हूँ'],
  ['symbols', 'Ada Sample', 'Latency → 20 ms, uptime ≥ 99.9 %, rated ★★★, done ✓.'],
])('in %s', (_language, name, summary) => {
  test('the PDF has every character, with the packaged fonts', async () => {
    const { missing, isReadable, typeset } = await prepare(pdfContent(written(name, summary), 'a4'));
    expect({ missing, isReadable }).toEqual({ missing: [], isReadable: true });
    const text = await textOf(await typeset());
    expect(text).toContain(withoutSpaces(name));
    expect(text).toContain(withoutSpaces(summary));
  });
});

describe.each([
  ['Japanese', '大人 エンジニア', 'サーバー 大会社 年月', '大会社'],
  ['Arabic', 'مهندسة برمجيات', 'تبني خدمات موثوقة منذ عام في القاهرة', 'مهندسة'],
])('in %s', (_language, name, summary, word) => {
  const content = pdfContent(written(name, summary.replace(/[日月]/g, '')), 'a4');

  test('there is no PDF without a font of the owner', async () => {
    const { missing, isReadable } = await prepare(content);
    expect(isReadable).toBe(false);
    expect(missing).toContain([...name][0]);
  });

  test('with one, the PDF has every character', async () => {
    const { missing, isReadable, typeset } = await prepare(content, FONTS);
    expect({ missing, isReadable }).toEqual({ missing: [], isReadable: true });
    expect(await textOf(await typeset())).toContain(word);
  });
});

test('a character that no font has is left out and listed, and costs nothing else', async () => {
  const { missing, isReadable, typeset } = await prepare(
    pdfContent(written('Ada 李 Sample', 'Ships 🚀 things 👩🏽‍💻 fast ✌️.'), 'a4'),
  );
  expect(isReadable).toBe(true);
  expect(missing).toEqual(['✌', '李', '🏽', '👩', '💻', '🚀']);
  const text = await textOf(await typeset());
  expect(text).toContain('AdaSample');
  expect(text).toContain('Shipsthingsfast.');
});

test('text from GitHub that no font has is not reported, because the owner cannot change it', async () => {
  const portfolio = samplePortfolio();
  const repositories = portfolio.repositories.map((repository) => ({ ...repository, language: '日本 🚀' }));
  const { missing, typeset } = await prepare(pdfContent({ ...portfolio, repositories }, 'a4'));
  expect(missing).toEqual([]);
  expect((await typeset()).length).toBeGreaterThan(10_000);
});

test('a file of the owner that is not a font is named', async () => {
  const workspace = await aWorkspace();
  await workspace.write('not a font', 'data', 'mine.ttf');
  const path = join(workspace.data, 'mine.ttf');
  const error = await prepare(pdfContent(written('大', 'x'), 'a4'), [path]).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ problems: [{ what: 'this is not a font', where: path }] });
});
