/** Where a document is. */
export interface Where {
  /** Key of its home domain. */
  readonly domain: string;
  /** Effective, 0 to 3. */
  readonly sensitivity: number;
}

/**
 * The domains in which documents meet, each with the least sensitivity at which two of them are seen: whoever sees that much of it sees two of the documents, and so learns
 * nothing new from what they share. Two meet in the lowest domain that both are in or below.
 */
export function meetings(documents: readonly Where[], parentOf: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const members = new Map<string, number[]>();
  const parts = new Map<string, Set<string>>();
  for (const { domain, sensitivity } of documents) {
    let below = "";
    for (const at of upwards(domain, parentOf)) {
      members.set(at, [...(members.get(at) ?? []), sensitivity]);
      parts.set(at, (parts.get(at) ?? new Set()).add(below));
      below = at;
    }
  }
  const meets = ([domain, own]: readonly [string, readonly number[]]): boolean => own.length > 1 && (parts.get(domain)!.size > 1 || parts.get(domain)!.has(""));
  return new Map([...members].filter(meets).map(([domain, own]) => [domain, own.sort((a, b) => a - b)[1]!]));
}

/** A domain and those above it. */
function upwards(domain: string, parentOf: ReadonlyMap<string, string>): ReadonlySet<string> {
  const passed = new Set<string>();
  for (let at: string | undefined = domain; at !== undefined && !passed.has(at); at = parentOf.get(at)) passed.add(at);
  return passed;
}
