/** Cases by bins: edges ascending, one more than counts; bin i holds what is at least edges[i] and below edges[i + 1]. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Why a histogram can't be read, as one sentence; null where it can. */
export function histogramProblem({ edges, counts }: Histogram): string | null {
  if (edges.length !== counts.length + 1) return `There are ${edges.length} edges and ${counts.length} counts; give one edge more than counts.`;
  const back = edges.findIndex((edge, i) => i > 0 && !(edge > edges[i - 1]!));
  if (back > 0) return `Edge ${back} is ${edges[back]}, after ${edges[back - 1]}; give the edges in ascending order, each once.`;
  const bad = counts.findIndex((count) => !(Number.isFinite(count) && count >= 0));
  if (bad >= 0) return `Count ${bad} is ${counts[bad]}; give a number of cases, 0 or more, for each bin.`;
  return null;
}

/** Both over the edges that they share, cases outside of these joined to the outermost bins; null where they share fewer than three, which are two bins. */
export function onSharedBins(first: Histogram, second: Histogram): { readonly edges: readonly number[]; readonly first: readonly number[]; readonly second: readonly number[] } | null {
  const edges = first.edges.filter((edge) => second.edges.includes(edge));
  if (edges.length < 3) return null;
  const onto = ({ edges: own, counts }: Histogram) => {
    const joined = new Array<number>(edges.length - 1).fill(0);
    counts.forEach((count, i) => {
      const at = edges.findLastIndex((edge) => edge <= own[i]!);
      joined[Math.min(edges.length - 2, Math.max(0, at))]! += count;
    });
    return joined;
  };
  return { edges, first: onto(first), second: onto(second) };
}

export const casesIn = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
