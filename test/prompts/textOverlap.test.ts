import { expect, test } from "vitest";
import { overlapping, textIndex } from "../../src/prompts/textOverlap.js";

const index = textIndex(["I forgot my password over the holidays and have my phone with me. What now?", "printer jam", "How do I reset my router?"]);

test.each([
  ["the same but for case and punctuation", "i forgot my password over the holidays, and have my phone with me; what now", true],
  ["the same with words changed", "I forgot the password over the summer holidays and have my phone with me. What then?", true],
  ["what holds an item whole", "Our team has a printer jam again", true],
  ["what an item holds whole", "password over the holidays and have my phone", true],
  ["another question in the same form", "How do I reset my password?", false],
  ["something else about the same", "My password was lost on holiday, and the phone is here", false],
  ["one word of an item", "password", false],
  ["nothing", "", false],
])("%s", (_, text, found) => {
  expect(overlapping(index, text)).toBe(found);
});
