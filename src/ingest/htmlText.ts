import { defaultTreeAdapter as tree, html, parse, type DefaultTreeAdapterMap } from "parse5";
import { headingOf, type DocumentText } from "./documentTitle.js";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/**
 * A page as browsers read it (parse5 follows the HTML standard, whatever is wrong with the page), as Markdown: headings, lists, tables and code keep
 * their structure. What is in `main` is the text, where there is one; navigation, forms, scripts and what isn't shown are left out.
 */
export function htmlText(page: string): DocumentText {
  const document = parse(page);
  const all = elements(document);
  const root = all.find((each) => each.tagName === "main") ?? all.find((each) => each.tagName === "body");
  const kept: string[] = ["  "];
  const text = root ? tidy(within(root, { isInList: false, kept })).replace(setAside, (_, at: string) => kept[Number(at)]!) : "";
  const title = all.find((each) => each.tagName === "title" && each.namespaceURI === html.NS.HTML);
  const language = all.find((each) => each.tagName === "html")?.attrs.find(({ name }) => name === "lang")?.value.trim();
  return { text, title: headingOf(text) ?? (title && line(plain(title)) || null), language: language || null };
}

const elements = (node: Node): readonly Element[] =>
  "childNodes" in node ? node.childNodes.flatMap((child) => (tree.isElementNode(child) ? [child, ...elements(child)] : elements(child))) : [];

interface Place {
  readonly isInList: boolean;
  /** White space that means something: an indentation, then the code that was found. Marks stand for it until all else is tidy. */
  readonly kept: string[];
}
/** No text holds a zero character: parse5 takes them out, as the standard asks. */
const setAside = /\u0000(\d+)\u0000/g;
const mark = (at: number): string => `\u0000${at}\u0000`;

const unread = new Set(["script", "style", "noscript", "template", "head", "title", "nav", "footer", "aside", "form", "button", "select", "textarea", "input", "iframe", "object", "svg", "math", "audio", "video", "canvas", "dialog"]);
const inline = new Set(["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]);

const isHidden = ({ attrs }: Element): boolean => attrs.some(({ name, value }) =>
  name === "hidden" || (name === "aria-hidden" && value === "true") || (name === "role" && value === "navigation") || (name === "style" && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(value)));

const within = (node: Element, place: Place): string => node.childNodes.map((child) => rendered(child, place)).join("");

function rendered(node: Node, place: Place): string {
  if (tree.isTextNode(node)) return node.value.replace(/[\s\u00AD]+/g, (gap) => (/^\u00AD+$/.test(gap) ? "" : " "));
  if (!tree.isElementNode(node) || unread.has(node.tagName) || isHidden(node)) return "";
  const { tagName } = node;
  if (/^h[1-6]$/.test(tagName)) return block(`${"#".repeat(Number(tagName[1]))} ${line(within(node, place))}`);
  if (tagName === "pre") return block(mark(place.kept.push(fenced(plain(node))) - 1));
  if (tagName === "table") return block(table(node, place));
  if (tagName === "ul" || tagName === "ol" || tagName === "menu") return list(node, place);
  if (tagName === "blockquote") return block(tidy(within(node, place)).replace(/^/gm, "> "));
  if (tagName === "br") return "\n";
  if (tagName === "code") return `\`${line(plain(node))}\``;
  if (tagName === "img") return node.attrs.find(({ name }) => name === "alt")?.value ?? "";
  return inline.has(tagName) ? within(node, place) : block(within(node, place));
}

const block = (text: string): string => `\n\n${text}\n\n`;

function list(node: Element, { isInList, kept }: Place): string {
  const items = node.childNodes.filter(tree.isElementNode).filter((child) => !isHidden(child) && !unread.has(child.tagName)).map((item, at) => {
    const bullet = node.tagName === "ol" ? `${at + 1}. ` : "- ";
    const lines = tidy(within(item, { isInList: true, kept })).replace(/\n{2,}/g, "\n").split("\n");
    return lines.filter((each) => each !== "").map((each, number) => (number === 0 ? bullet + each : mark(0) + each)).join("\n");
  });
  const text = items.filter((item) => item !== "").join("\n");
  return isInList ? `\n${text}\n` : block(text);
}

/** A line a row; a table in a cell is read as words. */
function table(node: Element, place: Place): string {
  const all = elements(node);
  const inner = new Set(all.filter((each) => each.tagName === "table").flatMap(elements));
  const rows = all.filter((each) => each.tagName === "tr" && !inner.has(each) && !isHidden(each))
    .map((row) => row.childNodes.filter(tree.isElementNode).filter((cell) => cell.tagName === "td" || cell.tagName === "th"));
  const caption = all.find((each) => each.tagName === "caption" && !inner.has(each));
  const lines = rows.filter((cells) => cells.length > 0).map((cells, at) => {
    const row = `| ${cells.map((cell) => line(within(cell, place)).replaceAll("|", "\\|")).join(" | ")} |`;
    return at === 0 && cells.every((cell) => cell.tagName === "th") ? `${row}\n|${" --- |".repeat(cells.length)}` : row;
  });
  return [...(caption ? [line(within(caption, place)), ""] : []), ...lines].join("\n");
}

/** The fence is one that isn't in the code. */
function fenced(code: string): string {
  const fence = /^ {0,3}```/m.test(code) ? "~~~" : "```";
  return `${fence}\n${code.replace(/^\n|\s+$/g, "")}\n${fence}`;
}

const plain = (node: Node): string => (tree.isTextNode(node) ? node.value : "childNodes" in node ? node.childNodes.map(plain).join("") : "");

const line = (text: string): string => text.replace(/\s+/g, " ").trim();

/** One line end within a block, two between blocks. */
const tidy = (text: string): string => text.replace(/[ \t]*\n[ \t]*/g, (gap) => gap.replace(/[ \t]/g, "")).replace(/ {2,}/g, " ").replace(/\n{3,}/g, "\n\n").trim();
