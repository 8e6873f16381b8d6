import { beforeAll, expect, test } from "vitest";
import { ingestDocuments, tokenCount } from "../../src/documents/offers.js";
import { sha256 } from "../../src/entity/digest.js";
import type { Database } from "../../src/graph/database.js";
import { ask, given, owner, viewerOver } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;

const guides = {
  "guides/password": { title: "Passwords", text: "# Reset a password\n\nOpen the account page, choose Forgotten password and follow the link in the mail. The link holds for an hour.\n\nA new password has at least twelve characters.", about: [{ type: "Task", key: "reset-password" }], homeDomain: "it" },
  "guides/vpn": { title: "VPN", text: "# Set up the VPN\n\nInstall the client from the software centre and sign in with your token.\n\nError 809 means that the network blocks the VPN: choose TCP as its transport.", about: [{ type: "Domain", key: "network" }], homeDomain: "network" },
  "guides/printer": { title: "Printers", text: "# Printers\n\nHold the green button for ten seconds if the printer prints nothing.", homeDomain: "it", language: "en" },
  "guides/printer-copy": { title: "Printers", text: "# Printers\n\nHold the green button for ten seconds if the printer prints nothing.", homeDomain: "it" },
  "finance/bonus": { title: "Bonus", text: "# Bonus\n\nThe password of the bonus archive is reset by the head of finance alone.", homeDomain: "finance", sensitivity: "CONFIDENTIAL" },
} as const;

beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Domain", key: "it", title: "IT" }, { type: "Domain", key: "network", title: "Network", parent: { key: "it" } }, { type: "Domain", key: "finance", title: "Finance" },
    { type: "Task", key: "support", title: "Support", homeDomain: "it", domains: ["it"] },
    { type: "Task", key: "reset-password", title: "Reset a password", homeDomain: "it", domains: ["it"], parent: "support" },
    { type: "Task", key: "public-answers", title: "Public answers", homeDomain: "it", domains: ["it"] },
    { type: "Task", key: "chat", title: "Chat", homeDomain: "it", domains: ["it"] },
    { type: "Policy", key: "no-chat", title: "No network guides in chats", homeDomain: "it" },
    { type: "PolicyVersion", key: "no-chat@1", state: "APPROVED", effect: "PROHIBIT", action: "RETRIEVE", text: "Not any more.", effectiveFrom: "2025-01-01T00:00:00Z", governs: [{ type: "Domain", key: "network" }], assignedTo: [{ type: "Task", key: "chat" }] },
    { type: "Policy", key: "no-network", title: "No network guides in public answers", homeDomain: "it" },
    { type: "PolicyVersion", key: "no-network@1", state: "APPROVED", effect: "PROHIBIT", action: "RETRIEVE", text: "No network guides.", effectiveFrom: "2020-01-01T00:00:00Z", governs: [{ type: "Domain", key: "network" }], assignedTo: [{ type: "Task", key: "public-answers" }] },
  ]);
  const { errors } = await ingestDocuments({ graph: database.session(), workspace, principal: owner.principal, viewer: owner }, Object.entries(guides).map(([key, guide]) => ({ key, ...guide })));
  expect(errors).toEqual([]);
});

const query = `query ($input: RetrieveContextInput!) { retrieveContext(input: $input) {
  answerable reason text tokens maxTokens digest mark task { key }
  hits { score fullText dense passage text chunk { key documentVersion { key } } citation { document title version start end digest } path { relationship node { __typename key } } }
  leftOut { reason score sameAs chunk { key } }
} }`;
interface Hit { readonly score: number; readonly fullText: number | null; readonly dense: number; readonly passage: number; readonly text: string; readonly chunk: { readonly key: string }; readonly citation: { readonly document: string; readonly start: number; readonly end: number; readonly digest: string }; readonly path: readonly { readonly relationship: string; readonly node: { readonly key: string } }[] }
interface Pack { readonly answerable: boolean; readonly reason: string | null; readonly text: string; readonly tokens: number; readonly maxTokens: number; readonly mark: string; readonly hits: readonly Hit[]; readonly leftOut: readonly { readonly reason: string }[] }

async function context(input: Record<string, unknown>, viewer = owner): Promise<Pack> {
  const { data, errors } = await ask(database, workspace, query, { variables: { input: { task: "reset-password", ...input } }, viewer });
  expect(errors).toEqual([]);
  return (data as unknown as { retrieveContext: Pack }).retrieveContext;
}
const documents = ({ hits }: Pack): readonly string[] => [...new Set(hits.map(({ citation }) => citation.document))];

test("the best hit answers the question, says what each channel thinks, and leads to the task", async () => {
  const pack = await context({ query: "I forgot my password, how do I get a new one?" });
  const [hit] = pack.hits;
  expect(pack).toMatchObject({ answerable: true, reason: null });
  expect(hit).toMatchObject({ passage: 1, citation: { document: "guides/password", version: "guides/password@1", title: "Passwords" } });
  expect(hit!.dense).toBeGreaterThan(0.6);
  expect(hit!.fullText).toBeGreaterThan(0);
  expect(hit!.path.map(({ relationship, node }) => `${relationship} ${node.key}`)).toEqual(["PART_OF guides/password@1", "VERSION_OF guides/password", "ABOUT reset-password"]);
});

test("a citation resolves to the span of the text that it quotes", async () => {
  for (const { citation, text } of (await context({ query: "reset password" })).hits) {
    const { document, start, end, digest } = citation;
    expect(guides[document as keyof typeof guides].text.slice(start, end)).toBe(text);
    expect(sha256(text)).toBe(digest);
  }
});

test("the text stands between marks, and is as long as it says", async () => {
  const { text, tokens, mark, maxTokens } = await context({ query: "reset password", maxTokens: 300 });
  expect(text.startsWith(`<${mark}>\n[1] `)).toBe(true);
  expect(text.endsWith(`\n</${mark}>`)).toBe(true);
  expect(tokenCount(text)).toBe(tokens);
  expect(tokens).toBeLessThanOrEqual(maxTokens);
});

test.each([1, 40, 80, 100, 120, 150, 200, 400])("a budget of %i tokens is never exceeded", async (maxTokens) => {
  const pack = await context({ query: "password, VPN and printers", maxTokens });
  expect(tokenCount(pack.text)).toBeLessThanOrEqual(maxTokens);
  if (!pack.answerable) expect(pack.reason).toBe("NO_ROOM");
});

test("nothing relevant is an answer", async () => {
  expect(await context({ query: "Which composer wrote the opera about the barber of Seville?" })).toMatchObject({ answerable: false, reason: "NOTHING_RELEVANT", text: "", tokens: 0 });
});

test("what says the same twice is there once", async () => {
  const pack = await context({ query: "The printer prints nothing" });
  expect(documents(pack).filter((key) => key.startsWith("guides/printer"))).toHaveLength(1);
  expect(pack.leftOut).toContainEqual(expect.objectContaining({ reason: "DUPLICATE", sameAs: expect.any(String) as string }));
});

test("a caller finds what it may see, and no more", async () => {
  const question = { query: "Who resets the password of the bonus archive?" };
  expect(documents(await context(question))).toContain("finance/bonus");
  expect(documents(await context(question, viewerOver(workspace, ["it", "network"])))).not.toContain("finance/bonus");
  expect(documents(await context(question, viewerOver(workspace, ["it", "network", "finance"], 1)))).not.toContain("finance/bonus");
});

test("a policy that prohibits documents to a task keeps them from it, and from no other", async () => {
  const question = { query: "What does VPN error 809 mean?" };
  expect(documents(await context(question))).toContain("guides/vpn");
  const pack = await context({ ...question, task: "public-answers" });
  expect(documents(pack)).not.toContain("guides/vpn");
  expect(pack.leftOut.map((each) => JSON.stringify(each)).join()).not.toContain("vpn");
});

test("the documents of an earlier moment are found as far as they may be used today", async () => {
  const question = { query: "What does VPN error 809 mean?", asOf: "2024-01-01T00:00:00Z" };
  expect(documents(await context(question))).toContain("guides/vpn");
  expect(documents(await context({ ...question, task: "chat" }))).not.toContain("guides/vpn");
});

test("filters narrow what is searched", async () => {
  const question = { query: "password, VPN, printer" };
  expect(documents(await context({ ...question, domains: ["network"] }))).toEqual(["guides/vpn"]);
  expect(documents(await context({ ...question, documents: ["guides/password"] }))).toEqual(["guides/password"]);
  expect(documents(await context({ ...question, languages: ["en"] }))).toEqual(["guides/printer"]);
  expect(await context({ ...question, corpora: ["none"] })).toMatchObject({ answerable: false, reason: "NOTHING_FOUND" });
});

test.each(["\"", "a AND", "title:(x", "[* TO", "\\", "🖨️", "/.*/", "password~99", "NOT", "\u0000 password", "x ".repeat(4_000), "打".repeat(3_000), "printer OR (password && !vpn) || {a TO b}^9"])(
  "any text can be asked: %j", async (text) => {
    expect(await context({ query: text })).toHaveProperty("answerable");
  });

test("an empty query and a hidden task say what is wrong", async () => {
  const errors = async (input: Record<string, unknown>, viewer = owner) => (await ask(database, workspace, query, { variables: { input }, viewer })).errors.join();
  expect(await errors({ task: "reset-password", query: "  " })).toContain("The query is empty");
  const hidden = await errors({ task: "reset-password", query: "x" }, viewerOver(workspace, []));
  expect(hidden).toBe((await errors({ task: "no-such-task", query: "x" })).replace("no-such-task", "reset-password"));
});

test("the same question gives the same bytes, but for BM25, which counts the terms of all workspaces of the index", async () => {
  const asked = async () => {
    const { hits, leftOut, ...pack } = await context({ query: "reset password" });
    return { ...pack, hits: hits.map(({ score: _, fullText: __, ...hit }) => hit), leftOut: leftOut.map(({ reason }) => reason) };
  };
  expect(await asked()).toEqual(await asked());
});
