/**
 * Two-sided p of the randomisation test of paired differences (Fisher 1935; Edgington and Onghena 2007, chapter 5): where two systems are
 * alike, each difference could as well have had the other sign. All ways are counted for up to 12 differences that aren't 0, else 9,999
 * at random, with the one that was seen (Phipson and Smyth 2010), so that p is never 0. It takes values of any kind, and holds its level
 * in small samples, which a bootstrap doesn't.
 */
export function signFlip(differences: readonly number[], random: () => number): number {
  const those = differences.filter((each) => each !== 0);
  const least = Math.abs(those.reduce((sum, each) => sum + each, 0)) - rounding * those.reduce((sum, each) => sum + Math.abs(each), 0);
  if (those.length <= mostCounted) return counted(those, least);
  let asFar = 1;
  for (let turn = 1; turn < turns; turn += 1) if (Math.abs(flipped(those, random)) >= least) asFar += 1;
  return asFar / turns;
}
const mostCounted = 12;
const turns = 10_000;
/** Equal sums differ by less, relative to the sum of the sizes. */
const rounding = 1e-12;

function counted(those: readonly number[], least: number): number {
  const ways = 2 ** those.length;
  let asFar = 0;
  for (let way = 0; way < ways; way += 1) {
    const sum = those.reduce((all, each, at) => all + ((way >> at) & 1 ? each : -each), 0);
    if (Math.abs(sum) >= least) asFar += 1;
  }
  return asFar / ways;
}

/** The sum with random signs: one random number gives thirty. */
function flipped(those: readonly number[], random: () => number): number {
  let [sum, bits, left] = [0, 0, 0];
  for (const each of those) {
    if (left === 0) [bits, left] = [Math.floor(random() * 2 ** bitsEach), bitsEach];
    sum += bits & 1 ? each : -each;
    bits >>= 1;
    left -= 1;
  }
  return sum;
}
const bitsEach = 30;
