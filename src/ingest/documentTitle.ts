/** What a file says, as Markdown: its spans count in this text. */
export interface DocumentText {
  readonly text: string;
  /** Null where it says none. */
  readonly title: string | null;
  /** As it says it, a BCP 47 tag if all is well; null where it says none. */
  readonly language: string | null;
}

/** Of the first line that says anything, if it is a heading of the first or second level. */
export const headingOf = (text: string): string | null =>
  (/^\s*#{1,2}[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*\r?(\n|$)/.exec(text) ?? /^\s*(\S[^\n]*?)[ \t]*\r?\n {0,3}(=+|-{2,})[ \t]*\r?(\n|$)/.exec(text))?.[1] ?? null;
