import type { PartialSum, Portfolio } from '../../portfolio/model.ts';
import { day, linkTo, type Phrase, type Piece, total, words } from './phrase.ts';

/** The line of live data on the home page. What is unknown, or nothing, is left out. */
export function liveLine({ latestCommit, totals, checkedAt }: Portfolio): Phrase[] {
  const phrases: Phrase[] = [];
  if (latestCommit) {
    const { path, url, title } = latestCommit.repository;
    const repository = linkTo(path ?? url, title);
    phrases.push([words('Latest public commit '), day(latestCommit.at), words(', '), repository]);
  }
  const { shown } = totals.repositories;
  if (shown > 0)
    phrases.push(counted(total(shown, 'repositories.shown'), ['public repository', 'public repositories']));
  const year = totals.commitsLastYear;
  if (year.value) {
    const commits = counted(total(year.value, 'commitsLastYear'), ['commit', 'commits']);
    phrases.push([...commits, words(` in the past year${coverage(year)}`)]);
  }
  if (checkedAt !== null) phrases.push([words('Checked '), day(checkedAt)]);
  return phrases;
}

/** A number with its noun. */
export function counted(number: Piece, [singular, plural]: readonly [string, string]): Piece[] {
  return [number, words(` ${number.count?.value === 1 ? singular : plural}`)];
}

/** ` (26 of 27 repositories)`, or nothing if the sum is complete. */
function coverage({ knownFor, of }: PartialSum): string {
  return knownFor < of ? ` (${knownFor} of ${of} repositories)` : '';
}
