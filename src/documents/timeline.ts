/** A version that a document has; times in epoch milliseconds, null for open. */
export interface KnownVersion {
  readonly key: string;
  readonly ordinal: number;
  readonly textDigest: string | null;
  readonly language: string | null;
  readonly validFrom: number | null;
  readonly validTo: number | null;
}

/** A wording that comes in. */
export interface Wording {
  /** Key of the document. */
  readonly document: string;
  /** Name of the version; the next number unless given. */
  readonly version: string | undefined;
  readonly textDigest: string;
  readonly language: string | null;
  readonly validFrom: number | undefined;
}

export interface Placed {
  readonly key: string;
  readonly isNew: boolean;
  /** Null: since ever. */
  readonly validFrom: number | null;
  readonly validTo: number | null;
  /** Versions whose validity ends where a newer one's begins: keys and the ends that they have from now on. */
  readonly ended: readonly { readonly key: string; readonly validTo: number }[];
}

/**
 * Where a wording stands among the versions of its document. The same words as the newest version's are that version; a first
 * wording holds since ever, a later one from now unless it says when, and each until the next begins. Words that were ended and come
 * back are a version again.
 */
export function placed(known: readonly KnownVersion[], wording: Wording, now: number): Placed {
  const { document, version, textDigest, language, validFrom } = wording;
  const newest = known.reduce<KnownVersion | undefined>((last, each) => (last && last.ordinal > each.ordinal ? last : each), undefined);
  const named = version === undefined ? newest : known.find(({ key }) => key === `${document}@${version}`);
  const isBack = version === undefined && validFrom === undefined && (named?.validTo ?? Infinity) <= now;
  const same = named && !isBack && named.textDigest === textDigest && named.language === language && (validFrom ?? named.validFrom) === named.validFrom;
  if (same) return { key: named.key, isNew: false, validFrom: named.validFrom, validTo: named.validTo, ended: [] };
  const key = `${document}@${version ?? (newest?.ordinal ?? 0) + 1}`;
  const from = validFrom ?? (newest ? now : null);
  const others = known.filter((each) => each.key !== key);
  const starts = [...others.map((each) => start(each.validFrom)), start(from)];
  const until = (since: number) => Math.min(...starts.filter((each) => each > since));
  const before = others.filter((each) => start(each.validFrom) <= start(from) && (each.validTo ?? Infinity) > start(from));
  return {
    key, isNew: true, validFrom: from, validTo: finite(until(start(from))),
    ended: from === null ? [] : before.map((each) => ({ key: each.key, validTo: from })),
  };
}

const start = (validFrom: number | null): number => validFrom ?? -Infinity;
const finite = (moment: number): number | null => (Number.isFinite(moment) ? moment : null);
