import { isIPv4, isIPv6, BlockList } from "node:net";
import { countrySpecs, isValidIBAN } from "ibantools";
import { parsePhoneNumberFromString } from "libphonenumber-js";

export type PersonalKind = "EMAIL" | "PHONE" | "IBAN" | "CARD" | "IP_ADDRESS" | "NATIONAL_ID";

/** Something in a text that is about a person: `text.slice(start, end)`. */
export interface Personal {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

interface Detector {
  readonly kind: PersonalKind;
  /** What it looks like; what stands beside it is looked at by the pattern too. */
  readonly pattern: RegExp;
  /** What tells it from the like: a checksum, a plan of numbers. */
  readonly isOne: (found: string) => boolean;
  /** The part of a find that it would be; all of it unless given. */
  readonly part?: (found: string) => string;
}

/** Neither a letter or digit beside it, nor a sign that would make it a part of something longer. */
const alone = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_])(?<![\\p{L}\\p{N}][-.])(?:${pattern})(?![\\p{L}\\p{N}_])(?!-[\\p{L}\\p{N}])(?!\\.\\p{N})`, "gu");

const digits = (text: string): string => text.replace(/\D/g, "");

/**
 * E-mail addresses; telephone numbers with `+` and a valid plan of their country, and those of North America as they are usually written; IBANs and payment cards with
 * their checksums; public IP addresses; the numbers of persons that are told by form and checksum (US social security, UK national insurance, Spanish DNI and NIE, Italian
 * codice fiscale, French NIR, Swiss AHV). A longer find hides those within it.
 */
export function personalData(text: string): readonly Personal[] {
  const found = detectors.flatMap(({ kind, pattern, isOne, part = (all) => all }) =>
    [...text.matchAll(pattern)].map(({ index, 0: match }) => ({ index, own: part(match) })).filter(({ own }) => isOne(own)).map(({ index, own }): Personal => ({ kind, start: index, end: index + own.length })));
  const taken: Personal[] = [];
  for (const each of found.sort((a, b) => b.end - b.start - (a.end - a.start))) if (!taken.some(({ start, end }) => each.start < end && start < each.end)) taken.push(each);
  return taken.sort((a, b) => a.start - b.start);
}

/** The text with what is personal in it replaced by its kind, such as `[EMAIL]`. */
export function redacted(text: string): string {
  let [end, kept] = [0, ""];
  for (const each of personalData(text)) {
    kept += `${text.slice(end, each.start)}[${each.kind}]`;
    end = each.end;
  }
  return kept + text.slice(end);
}

/** Addresses of machines within a network, and those of manuals (RFC 1918, 5737, 6598 and the like): nobody's. */
const nobodys = new BlockList();
for (const [net, prefix] of [["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 3]] as const)
  nobodys.addSubnet(net, prefix);
nobodys.addSubnet("2001:db8::", 32, "ipv6");

const detectors: readonly Detector[] = [
  { kind: "EMAIL", pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]{0,62}[\p{L}\p{N}_%+-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-])/gu, isOne: () => true },
  { kind: "PHONE", pattern: /(?<![\p{L}\p{N}+])\+\d(?:[ .()/\u00A0-]{0,2}\d){6,14}(?![\p{L}\p{N}])/gu, isOne: (found) => parsePhoneNumberFromString(found)?.isValid() ?? false },
  { kind: "PHONE", pattern: alone("(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[-. ])[2-9]\\d{2}[-. ]\\d{4}"), isOne: (found) => parsePhoneNumberFromString(found, "US")?.isValid() ?? false },
  { kind: "IBAN", pattern: alone("[A-Z]{2}\\d{2}(?: ?[A-Z\\d]{4}){2,7}(?: ?[A-Z\\d]{1,4})?"), part: ofItsCountry, isOne: (found) => isValidIBAN(found.replaceAll(" ", "")) },
  { kind: "CARD", pattern: alone("\\d{13,19}|\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}|3\\d{3}([ -])\\d{6}\\2\\d{4,5}"), isOne: (found) => isCard(digits(found)) },
  { kind: "IP_ADDRESS", pattern: alone("(?:\\d{1,3}\\.){3}\\d{1,3}"), isOne: (found) => isIPv4(found) && !nobodys.check(found) },
  { kind: "IP_ADDRESS", pattern: /(?<![\p{L}\p{N}_:.])[23][\da-f]{3}:(?:[\da-f]{0,4}:){1,6}[\da-f]{0,4}(?![\p{L}\p{N}_:])/giu, isOne: (found) => isIPv6(found) && !nobodys.check(found, "ipv6") },
  { kind: "NATIONAL_ID", pattern: alone("(?!000|666)[0-8]\\d{2}-(?!00)\\d{2}-(?!0000)\\d{4}"), isOne: () => true },
  { kind: "NATIONAL_ID", pattern: alone("(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]"), isOne: () => true },
  { kind: "NATIONAL_ID", pattern: alone("(?:\\d{8}|[XYZ]-?\\d{7})-?[A-HJ-NP-TV-Z]"), isOne: isSpanish },
  { kind: "NATIONAL_ID", pattern: alone("[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]"), isOne: isItalian },
  { kind: "NATIONAL_ID", pattern: alone("[12] ?\\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}"), isOne: isFrench },
  { kind: "NATIONAL_ID", pattern: alone("756\\.\\d{4}\\.\\d{4}\\.\\d{2}"), isOne: (found) => isEan13(digits(found)) },
];

/** As long as IBANs of its country are: capitals may follow. */
function ofItsCountry(found: string): string {
  const characters = countrySpecs[found.slice(0, 2)]?.chars ?? 0;
  return new RegExp(`^(?: ?[A-Z\\d]){0,${characters}}(?![A-Z\\d])`).exec(found)?.[0] ?? "";
}

/** Numbers that issuers give out (ISO/IEC 7812), with Luhn's check digit. */
const isCard = (number: string): boolean =>
  /^(4(\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|(222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|3(0[0-5]|[689]\d)\d{11}|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12})$/.test(number) && luhn(number);

const luhn = (number: string): boolean =>
  [...number].reverse().reduce((sum, digit, at) => sum + (at % 2 === 0 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]!), 0) % 10 === 0;

const isEan13 = (number: string): boolean => [...number].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;

/** The letter is the remainder by 23. */
function isSpanish(found: string): boolean {
  const bare = found.replaceAll("-", "");
  return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(bare.slice(0, -1).replace(/^[XYZ]/, (first) => String("XYZ".indexOf(first)))) % 23] === bare.at(-1);
}

/** The key is 97 less the remainder by 97; Corsica's letters stand for numbers. */
function isFrench(found: string): boolean {
  const bare = found.replaceAll(" ", "").replace("2A", "19").replace("2B", "18");
  return /^\d{15}$/.test(bare) && 97 - Number(BigInt(bare.slice(0, 13)) % 97n) === Number(bare.slice(13));
}

/** Decreto ministeriale of 23 December 1976: characters at odd places, counted from 1, weigh by a table. */
function isItalian(found: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
  const value = (character: string): number => (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65);
  const sum = [...found.slice(0, 15)].reduce((all, each, at) => all + (at % 2 === 0 ? odd[value(each)]! : value(each)), 0);
  return sum % 26 === value(found[15]!);
}
