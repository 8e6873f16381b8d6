/** Texts that are remembered, as many as Neo4j keeps plans of (`server.memory.query_cache.per_db_cache_num_entries`); then it begins anew. */
const mostKnown = 1_000;

/** Runs a statement of this text; `work` calls `planned` as soon as the database has planned it, and gets null where it was before. */
export type PlannedOnce = <T>(text: string, work: (planned: (() => void) | null) => Promise<T>) => Promise<T>;

/**
 * Equal statements that are sent at once are planned once. Neo4j plans what it doesn't know as often as it is asked at the same time,
 * which takes seconds of processor time for large statements on a service just started: so the first of its text goes ahead, and others
 * wait until it is planned, or has failed.
 */
export function plannedOnce(): PlannedOnce {
  const known = new Set<string>();
  const ahead = new Map<string, Promise<void>>();
  return async (text, work) => {
    while (ahead.has(text)) await ahead.get(text);
    if (known.has(text)) return work(null);
    let over!: () => void;
    ahead.set(text, new Promise((resolve) => (over = resolve)));
    const end = () => {
      if (ahead.delete(text)) over();
    };
    try {
      return await work(() => {
        if (known.size >= mostKnown) known.clear();
        known.add(text);
        end();
      });
    } finally {
      end();
    }
  };
}
