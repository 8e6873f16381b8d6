import { grouped } from "../entity/grouped.js";
import { words, type Word } from "./words.js";

/** A name and what it stands for. */
export interface Naming<T> {
  readonly name: string;
  readonly of: T;
}

/** Finds names in texts. */
export interface Gazetteer<T> {
  /** What is named in a text, each once, in the order met. */
  in(text: string): ReadonlySet<T>;
}

/** Longer ones are sentences: nobody repeats them. */
const mostWords = 12;
/** A single word is a name only if it is so long, or has two capitals or a digit, as short words stand for too much. */
const leastLetters = 4;

/**
 * Several words name whatever case they are written in; one word only as it stands in the name, where it begins with a capital or has a digit. What follows in
 * parentheses tells names apart and isn't part of them.
 */
export function gazetteer<T>(names: readonly Naming<T>[]): Gazetteer<T> {
  const entries = names.flatMap(({ name, of }) => {
    const own = nameWords(name);
    return own.length > 0 ? [{ own, of }] : [];
  });
  const byBeginning = grouped(entries, ({ own }) => beginning(own[0]!, own[1]));
  return {
    in(text) {
      const all = words(text);
      const found = new Set<T>();
      for (const [at, word] of all.entries()) {
        const next = all[at + 1];
        for (const { own, of } of byBeginning.get(beginning(word, undefined)) ?? []) if (word.text === own[0]!.text) found.add(of);
        if (!next?.isNear) continue;
        for (const { own, of } of byBeginning.get(beginning(word, next)) ?? []) if (own.every((each, place) => isSame(each, all[at + place], place))) found.add(of);
      }
      return found;
    },
  };
}

const isSame = ({ folded }: Word, found: Word | undefined, place: number): boolean => found?.folded === folded && (place === 0 || found.isNear);

const beginning = (first: Word, second: Word | undefined): string => (second ? `${first.folded} ${second.folded}` : first.folded);

/** A name without what follows it in parentheses. */
export const bareName = (name: string): string => name.replace(/(?<=\S)\s*\([^()]*\)\s*$/, "");

/** The words by which a name is known; none where it would be found everywhere. */
export function nameWords(name: string): readonly Word[] {
  const own = words(bareName(name));
  if (own.length > mostWords) return [];
  const letters = own.reduce((sum, { text }) => sum + text.length, 0);
  if (own.length > 1) return letters >= leastLetters && own.some(({ folded }) => !/^\d+$/.test(folded)) ? own : [];
  const [word] = own;
  return word && isName(word.text) && (letters >= leastLetters || isMixed(word.text)) ? own : [];
}

const isName = (word: string): boolean => /^\p{Lu}/u.test(word) || isMixed(word);

/** With two capitals, or a letter and a digit: `VPN`, `iOS2`, `GlobalProtect`. */
export const isMixed = (word: string): boolean => /\p{Lu}.*\p{Lu}|\p{L}.*\p{N}|\p{N}.*\p{L}/u.test(word);
