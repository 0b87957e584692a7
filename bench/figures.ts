/** A measured number and its budget, if any. */
export type Figure = { what: string; value: number; unit: string; budget?: number };

const figures: Figure[] = [];

/** Prints a figure and keeps it for {@link overBudget}. */
export function report(figure: Figure): void {
  figures.push(figure);
  const { what, value, unit, budget } = figure;
  const bound = budget === undefined ? '' : `≤ ${formatValue(budget)} ${unit}`;
  const mark = budget === undefined ? '' : isWithin(figure) ? 'ok' : 'OVER';
  console.log(
    `${what.padEnd(66)} ${`${formatValue(value)} ${unit}`.padStart(14)}  ${bound.padEnd(14)} ${mark}`,
  );
}

/** The figures that exceed their budgets. */
export function overBudget(): Figure[] {
  return figures.filter((figure) => !isWithin(figure));
}

function isWithin({ value, budget }: Figure): boolean {
  return budget === undefined || value <= budget;
}

function formatValue(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
