import DataLoader from "dataloader";
import type { Context } from "./context.js";

/**
 * A field that an algorithm answers, under a list: all calls of a request with equal arguments become one call of `load` with the
 * ids of all parents. Ids that it has no answer for get `otherwise`.
 */
export function batched<A, V>(load: (context: Context, args: A, ids: readonly string[]) => Promise<ReadonlyMap<string, V>>, otherwise: V) {
  const ofRequest = new WeakMap<Context, Map<string, DataLoader<string, V>>>();
  return (context: Context, args: A, id: string): Promise<V> => {
    const loaders = ofRequest.get(context) ?? new Map<string, DataLoader<string, V>>();
    ofRequest.set(context, loaders);
    const name = JSON.stringify(args);
    const loader = loaders.get(name) ?? new DataLoader<string, V>(async (ids) => {
      const found = await load(context, args, ids);
      return ids.map((each) => found.get(each) ?? otherwise);
    });
    loaders.set(name, loader);
    return loader.load(id);
  };
}
