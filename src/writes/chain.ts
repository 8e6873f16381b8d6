import { digestOf } from "../entity/digest.js";

/** The kinds of which each workspace has a chain: its nodes are numbered from 1, and each one's link covers all before it. */
export const chained = ["AuditEntry", "ChangeEvent"] as const;
export type Chained = (typeof chained)[number];

/** What the digest of an entry or event covers: all that it says, but for its place in the chain. */
export type Content = AuditContent | EventContent;
interface Said {
  readonly id: string;
  readonly workspace: string;
  readonly scope: string;
  /** 0 PUBLIC to 3 RESTRICTED. */
  readonly sensitivity: number;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
  readonly target: string;
  readonly action: string | null;
  readonly request: string | null;
}
export interface AuditContent extends Said {
  readonly principal: string;
  /** JSON; null for nothing. */
  readonly before: string | null;
  readonly after: string | null;
}
export interface EventContent extends Said {
  readonly kind: string;
  readonly evaluations: readonly string[];
}

export const contentDigest = (content: Content): string => digestOf(content);

/** The link of the node that has a number, made from its digest and the link before it; the first has "" before it. */
export const linkOf = (number: number, digest: string, before: string): string => digestOf({ number, digest, before });

const said = `id: n.id, workspace: n.workspace, scope: n.scope, sensitivity: n.sensitivity, at: n.at.epochMillis, target: n.target, action: n.action, request: n.request`;
const more: Readonly<Record<Chained, string>> = {
  AuditEntry: "principal: n.principal, before: n.before, after: n.after",
  ChangeEvent: "kind: n.kind, evaluations: coalesce(n.evaluations, [])",
};
/** Cypher's map of the content of `n`, which `contentOf` reads. */
export const contentMap = (kind: Chained): string => `{${said}, ${more[kind]}}`;

/** A moment that was taken away, or is none, is kept as it is: its digest differs from the one that was made. */
export const contentOf = ({ at, ...rest }: Omit<Content, "at"> & { readonly at: number | null }): Content =>
  ({ ...rest, at: at === null ? at : new Date(at).toISOString() }) as Content;
