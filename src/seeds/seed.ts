import { z } from "zod";
import { Sensitivity, VersionState } from "../entity/common.js";
import type { Item } from "../writes/draft.js";

/** A folder of plain files that makes a world of its own; `seeds/README.md` describes the files. */
export interface Seed {
  readonly about: About;
  readonly items: readonly PlacedItem[];
  readonly documents: readonly PlacedDocument[];
  /** All that is wrong with its files, in the order of files and lines; a seed with any is not loaded. */
  readonly problems: readonly SeedProblem[];
  /** SHA-256 over names and contents of its files, lower-case hex. */
  readonly digest: string;
}

export interface SeedProblem {
  /** Path of the file within the seed. */
  readonly file: string;
  /** From 1; null where it is about the file as a whole. */
  readonly line: number | null;
  readonly reason: string;
}

/** Where something stands in a seed. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface PlacedItem extends Place {
  readonly item: Item;
  /** The line of a part of it, such as `domains.0.key`; that of the nearest part around it which has one. */
  lineOf(path: string): number;
}

export interface PlacedDocument extends Place {
  readonly document: SeedDocument;
}

export const origins = ["MEASURED", "PUBLISHED", "SYNTHETIC"] as const;

/** What `seed.yaml` says. */
export const aboutSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected words in lower case, joined by dashes"),
  title: z.string().min(1),
  workspace: z.string().min(1),
  description: z.string().min(1),
  origin: z.enum(origins),
  since: z.iso.datetime({ offset: true }).optional(),
  licence: z.string().min(1),
  attribution: z.string().min(1),
  table: z.string().min(1).optional(),
});
/**
 * `origin` is that of all figures which name none; `since` is when edges that can end begin, where they don't say it themselves
 * (the moment of loading unless given); `table` is a file of results as `ingest/resultTable.ts` describes it.
 */
export type About = z.output<typeof aboutSchema>;

const instant = z.iso.datetime({ offset: true });
const keys = z.array(z.string().min(1)).default([]);

/** What stands above the text of a document, between two lines of `---`. */
export const documentSchema = z.strictObject({
  key: z.string().min(1),
  title: z.string().min(1),
  version: z.string().min(1).default("1"),
  state: z.enum(Object.keys(VersionState.values) as (keyof typeof VersionState.values)[]).default("APPROVED"),
  language: z.string().min(2).optional(),
  sensitivity: z.enum(Object.keys(Sensitivity.values) as (keyof typeof Sensitivity.values)[]).optional(),
  validFrom: instant.optional(),
  homeDomain: z.string().min(1).optional(),
  domains: keys,
  tasks: keys,
  corpora: keys,
  source: z.string().min(1).optional(),
});
export interface SeedDocument extends z.output<typeof documentSchema> {
  /** Markdown, without what stands above it. */
  readonly text: string;
}
