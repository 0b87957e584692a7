import type { PartialSum, Portfolio } from '../../portfolio/model.ts';
import { day, linkTo, type Phrase, type Piece, textPiece, total } from './phrase.ts';
import { words } from './words.ts';

/** The line of live data on the home page. What is unknown, or nothing, is left out. */
export function liveLine({ latestCommit, totals, checkedAt }: Portfolio): Phrase[] {
  const phrases: Phrase[] = [];
  if (latestCommit) {
    const { path, url, title } = latestCommit.repository;
    const repository = linkTo(path ?? url, title);
    phrases.push([
      textPiece(`${words.home.latestCommit} `),
      day(latestCommit.at),
      textPiece(', '),
      repository,
    ]);
  }
  const { shown } = totals.repositories;
  if (shown > 0) phrases.push(counted(total(shown, 'repositories.shown'), words.common.publicRepository));
  const year = totals.commitsLastYear;
  if (year.value) {
    const commits = counted(total(year.value, 'commitsLastYear'), words.common.commit);
    phrases.push([...commits, textPiece(` ${words.home.inPastYear}${coverage(year)}`)]);
  }
  if (checkedAt !== null) phrases.push([textPiece(`${words.home.checked} `), day(checkedAt)]);
  return phrases;
}

/** A number with its noun. */
export function counted(number: Piece, { one, many }: { one: string; many: string }): Piece[] {
  return [number, textPiece(` ${number.count?.value === 1 ? one : many}`)];
}

/** ` (26 of 27 repositories)`, or nothing if the sum is complete. */
function coverage({ knownFor, of }: PartialSum): string {
  return knownFor < of ? ` ${words.home.coverage(knownFor, of)}` : '';
}
