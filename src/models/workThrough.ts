/** Does a work for each of many, so many at once, and gives what came of them in their order; after one that fails none is begun. */
export async function workThrough<T, R>(all: readonly T[], atOnce: number, work: (each: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) {
      done[at] = await work(all[at]!).catch((error: unknown) => {
        next = all.length;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
