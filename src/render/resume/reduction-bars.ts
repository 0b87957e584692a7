import type { Portfolio } from '../../portfolio/model.ts';
import { formatReduction } from '../format.ts';
import { bar, column, WIDTH } from './text-layout.ts';

/** Each reduction as two bars, all on one scale. */
export function reductionBars({ reductions }: Portfolio): string {
  const label = Math.max(0, ...reductions.map(({ name }) => name.length)) + 2;
  const width = WIDTH - label - 10;
  const most = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  const blocks = reductions.map((reduction) => {
    const { name, before, after, beforeBytes, afterBytes } = reduction;
    return [
      column(name, label) + column(before, 10) + bar(beforeBytes / most, width),
      `${column('', label)}${column(after, 10)}${bar(afterBytes / most, width)}  ${formatReduction(reduction)} less`,
    ].join('\n');
  });
  return blocks.join('\n\n');
}
