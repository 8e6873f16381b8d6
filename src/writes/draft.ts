import type { Edge } from "../entity/edges.js";
import type { Entity } from "../entity/entity.js";
import type { ProblemCode } from "../entity/problem.js";

/** One line of input: an entity by its type, or a `recordEvaluations` or `recordMeasurements` item. */
export interface Item {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** Why an item was not written. */
export interface ItemError {
  /** Its place in the input, from 0. */
  readonly index: number;
  readonly key: string | null;
  /** The field at fault, such as `domains.0`. */
  readonly path: string | null;
  readonly code: ProblemCode;
  readonly message: string;
}

/** One node as an item describes it; an evaluation's item makes several. Values are as in a line of JSON, moments as `toISOString` has them. */
export interface Draft {
  /** The item that it comes from, or the first of those that are written with it; -1 for what the service adds by itself. */
  readonly item: number;
  /** The item that it comes from, where that is another. */
  readonly own?: number;
  readonly entity: Entity;
  /** Natural key as given; undefined where it is derived. */
  readonly key: string | undefined;
  /** Fields given, by name; null clears. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Values of fields that aren't given, where it is new. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Edges given, by the name of their field. */
  readonly links: Readonly<Record<string, readonly Link[]>>;
  /** Where it stands in its item: empty, or such as `scores.0`. */
  readonly path: string;
}

/** An edge as given. */
export interface Link {
  readonly edge: Edge;
  readonly to: Reference | Draft;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | null | undefined;
  readonly path: string;
}

/** A node by its kind and natural key; of a version, its head's key alone stands for the newest. */
export interface Reference {
  readonly label: string;
  readonly key: string;
}

export const isDraft = (to: Reference | Draft): to is Draft => "entity" in to;

/** How a node is called in messages and audit entries: `Task:reset-password`. */
export const called = (label: string, key: string): string => `${label}:${key}`;
