import { expect, test } from "vitest";
import { gazetteer } from "../../src/documents/gazetteer.js";

const found = (names: readonly string[], text: string) => [...gazetteer(names.map((name) => ({ name, of: name }))).in(text)];

test("several words are found whatever case they are written in, over the end of a line and with dashes", () => {
  for (const text of ["see printer setup.", "PRINTER SETUP", "the printer-setup guide", "a printer\nsetup", "Printer  setup"]) expect([text, found(["Printer setup"], text)]).toEqual([text, ["Printer setup"]]);
  for (const text of ["printers setup", "printer. And the setup", "printer\n\nsetup", "the setup printer", "reprinter setup"]) expect([text, found(["Printer setup"], text)]).toEqual([text, []]);
});

test("one word is found only as it stands in the name, if it is a name at all", () => {
  expect(found(["Kansas", "Printing", "VPN", "vpn", "IT", "printing", "It", "2026"], "Kansas, the VPN and IT; printing, vpn and It in 2026.")).toEqual(["Kansas", "VPN", "IT"]);
  expect(found(["Kansas"], "kansas Kansans")).toEqual([]);
});

test("names of one beginning are told apart, and longer ones found beside shorter", () => {
  expect(found(["Wi-Fi at the office", "Wi-Fi at home", "Wi-Fi"], "How to use Wi-Fi at the office")).toEqual(["Wi-Fi at the office", "Wi-Fi"]);
});

test("what follows in parentheses only tells names apart", () => {
  expect(found(["Mercury (planet)", "Mercury (element)"], "Mercury is hot.")).toEqual(["Mercury (planet)", "Mercury (element)"]);
});

test("marks within a name may be there or not", () => {
  expect(found(["Crime, and punishment"], "Crime and Punishment")).toEqual(["Crime, and punishment"]);
  expect(found(["kb/vpn-setup", "printing.md"], "[a](kb/vpn-setup), (printing.md)")).toEqual(["kb/vpn-setup", "printing.md"]);
});

test("sentences and what has no word name nothing", () => {
  const sentence = Array.from({ length: 13 }, (_, at) => `Word${at}`).join(" ");
  expect(found([sentence, "", "(…)", "12 34"], `${sentence} 12 34`)).toEqual([]);
});
