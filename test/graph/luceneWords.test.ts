import { expect, test } from "vitest";
import { clausesOf, luceneWords } from "../../src/graph/luceneWords.js";

test.each([
  ["How do I reset it?", "how do i reset it\\?"], ["\"a\" AND b OR NOT c", "\\\"a\\\" and b or not c"], ["title:x^2 +y -z (w) [1 TO 2]", "title\\:x\\^2 \\+y \\-z \\(w\\) \\[1 to 2\\]"],
  ["&& || \\ / * ? ~", ""], ["", ""], ["a\u0000b\uD800c", "a b c"], ["Ünïcode 打印机 🖨️", "ünïcode 打印机"],
])("%j as a full-text query is %j", (text, words) => expect(luceneWords(text)).toBe(words));

test.each([
  ["reset the password", 3], ["re\\-set\\:x", 3], ["ink^0.500000 x\\^2^0.1", 3], ["打印机", 3], ["打印机printer ひらがな カタカナ", 9], ["aアbア", 4], ["ไทยthai", 2], ["🇩🇪x", 3], ["", 0],
])("%j makes %i clauses at most", (words, count) => expect(clausesOf(words)).toBe(count));

test("what is past the characters that are asked for is left out", () => expect(luceneWords("reset it", 5)).toBe("reset"));
