import { expect, test } from "vitest";
import { luceneWords } from "../../src/graph/luceneWords.js";

test.each([
  ["How do I reset it?", "how do i reset it\\?"], ["\"a\" AND b OR NOT c", "\\\"a\\\" and b or not c"], ["title:x^2 +y -z (w) [1 TO 2]", "title\\:x\\^2 \\+y \\-z \\(w\\) \\[1 to 2\\]"],
  ["&& || \\ / * ? ~", ""], ["", ""], ["a\u0000b\uD800c", "a b c"], ["Ünïcode 打印机 🖨️", "ünïcode 打印机"],
])("%j as a full-text query is %j", (text, words) => expect(luceneWords(text)).toBe(words));
