import type { Graph } from "../graph/database.js";
import { chained, contentDigest, linkOf, type Chained } from "../writes/chain.js";
import { extentOf, linksOf, tailOf, type Extent, type Link, type Tail } from "../writes/chainReads.js";
import { straysOf } from "../writes/strays.js";

/** What was found of the chain of one kind in one workspace. */
export interface Verdict {
  readonly workspace: string;
  readonly kind: Chained;
  /** Where the chain ends: two numbers and links noted at different times tell whether all up to the first is as it was. */
  readonly head: { readonly number: number; readonly chain: string };
  /** How many are there and numbered, up to the head. */
  readonly sealed: number;
  readonly tail: Tail;
  /** Empty where the chain is sound; after `mostFaults` no more are listed. */
  readonly faults: readonly Fault[];
  readonly isCut: boolean;
}

/** What is wrong at a number; null for what has none. */
export interface Fault {
  readonly number: number | null;
  readonly found: "changed" | "missing" | "reordered" | "added";
  readonly message: string;
}

const mostFaults = 100;
/** Entries can hold whole documents: so many are in memory at a time. */
const perRead = 500;

/**
 * Walks the chains of a workspace and makes every digest and link anew. It finds what was changed, is missing or stands elsewhere
 * than where it was sealed; whoever rewrites all links from some entry to the head, and the head, is found by a head that was
 * noted before.
 */
export const verify = async (graph: Graph, workspace: string): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (const kind of chained) verdicts.push(await verifyChain(graph, workspace, kind));
  return verdicts;
};

export const isSound = (verdicts: readonly Verdict[]): boolean => verdicts.every(({ faults }) => faults.length === 0);

async function verifyChain(graph: Graph, workspace: string, kind: Chained): Promise<Verdict> {
  const extent = await extentOf(graph, workspace, kind);
  const walk = new Walk(kind);
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const links = await linksOf(graph, workspace, kind, after, extent.number, perRead);
    links.forEach((link) => walk.step(link));
    if (links.length < perRead) break;
    after = links.at(-1)!.number;
  }
  walk.end(extent);
  const tail = await tailOf(graph, workspace, kind);
  (await straysOf(graph, workspace, kind, mostFaults)).forEach((id) => walk.fault(null, "added", `${id} has no number and doesn't wait for one: its number was taken from it, or it wasn't written by the service.`));
  const faults = walk.faults.slice(0, mostFaults);
  return { workspace, kind, head: { number: extent.number, chain: extent.chain }, sealed: walk.count, tail, faults, isCut: faults.length < walk.faults.length };
}

class Walk {
  readonly faults: Fault[] = [];
  count = 0;
  private next = 1;
  private before = "";

  constructor(private readonly kind: Chained) {}

  fault(number: number | null, found: Fault["found"], message: string): void {
    if (this.faults.length <= mostFaults) this.faults.push({ number, found, message });
  }

  step({ number, digest, chain, content }: Link): void {
    this.count++;
    if (number < 1) return this.fault(number, "added", `${this.kind} ${number}, ${content.id}, has a number below 1; the service gives none such.`);
    const follows = number === this.next;
    if (!follows) this.missing(number - 1);
    const own = contentDigest(content);
    if (own !== digest)
      this.fault(number, "changed", `${this.kind} ${number}, ${content.id}, was changed: its content has the digest ${short(own)}, but ${short(digest)} was stored with it.`);
    else if (follows && chain !== linkOf(number, digest, this.before))
      this.fault(number, "reordered", `${this.kind} ${number}, ${content.id}, doesn't follow the one before it: one of the two was moved here, rewritten or exchanged.`);
    this.before = chain ?? "";
    this.next = number + 1;
  }

  /** What should still have come up to the head. */
  end({ number, chain, highest }: Extent): void {
    if (this.next <= number) this.missing(number);
    else if (this.before !== chain) this.fault(number, "reordered", `The chain of ${this.kind} ends with the link ${short(this.before)} at ${number}, but its head says ${short(chain)}: the last was exchanged, or the head was.`);
    if (highest !== null && highest > number) this.fault(highest, "added", `${this.kind} ${highest} stands past the head of the chain, ${number}: it was added, or the head was set back.`);
  }

  private missing(last: number): void {
    this.fault(this.next, "missing", this.next === last ? `${this.kind} ${last} is missing.` : `${this.kind} ${this.next} to ${last} are missing.`);
  }
}

const short = (digest: string | null): string => (digest === null ? "none" : digest === "" ? "of an empty chain" : digest.slice(0, 12));
