import neo4j, { type DateTime, type Integer } from "neo4j-driver";

/** A whole number as Cypher's INTEGER: the driver sends plain numbers as FLOAT, which LIMIT and whole-number properties refuse. */
export const int = (value: number): Integer => neo4j.int(value);

/** A moment, ISO 8601, as Neo4j's `datetime` in UTC to the millisecond. */
export function instant(iso: string): DateTime<number> {
  const at = new Date(iso);
  const nanosecond = at.getUTCMilliseconds() * 1_000_000;
  return new neo4j.types.DateTime(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), nanosecond, 0) as DateTime<number>;
}

/** Milliseconds since 1970 (Cypher's `epochMillis`), as ISO 8601 in UTC. */
export const isoOf = (epochMillis: number): string => new Date(epochMillis).toISOString();
