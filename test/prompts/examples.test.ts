import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/graph/database.js";
import { ask, given } from "../support/ask.js";
import { freshWorkspace, testDatabase } from "../support/database.js";
import { withModel } from "../support/model.js";

withModel();
const workspace = freshWorkspace();
let database: Database;

/** Four of each of six labels: more than a prompt takes. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  printer: ["The printer jams.", "Paper is stuck in the printer.", "The printer prints stripes.", "The toner of the printer is empty."],
  vpn: ["The VPN doesn't connect.", "The VPN drops every hour.", "No VPN from the hotel.", "The VPN wants a certificate."],
  password: ["I forgot my password.", "My password has expired.", "The password isn't taken.", "How do I change my password?"],
  phone: ["My phone rings for nobody.", "The phone has no dial tone.", "Forward my phone to a colleague.", "The phone's screen is black."],
  mail: ["A mail never arrived.", "My mailbox is full.", "Is this mail a fraud?", "Mails stay in the outbox."],
  room: ["Book a meeting room.", "The projector in the room is off.", "The room is too warm.", "Who has the key of the room?"],
};
beforeAll(async () => {
  database = await testDatabase();
  await given(database, workspace, [
    { type: "Task", key: "t", title: "T" }, { type: "Prompt", key: "t", title: "T", task: "t" },
    { type: "PromptVersion", key: "t@1", state: "APPROVED", template: "Name the topic.\n\nMessage: {{question}}", variables: { question: "string" }, demonstrations: ["t/vpn-2"] },
    ...Object.entries(inputs).flatMap(([label, texts]) => texts.map((text, at) => ({ type: "Demonstration", key: `t/${label}-${at}`, state: at === 3 ? "IN_REVIEW" : "APPROVED", task: "t", input: { question: text }, output: label, label }))),
  ]);
});

const preview = async (question: string, maxTokens = 4096) => {
  const { data, errors } = await ask(database, workspace, `query ($input: BuildPromptInput!) { previewPrompt(input: $input) { digest tokens gaveWay { part leftOut } demonstrations { key label state } messages { content } } }`,
    { variables: { input: { task: "t", variables: { question }, maxTokens } } });
  expect(errors).toEqual([]);
  return (data as unknown as { previewPrompt: { digest: string; tokens: number; gaveWay: unknown[]; demonstrations: { key: string; label: string; state: string }[]; messages: { content: string }[] } }).previewPrompt;
};

test("those that the version shows come first, then the nearest to the input, labels in turns, approved ones only", async () => {
  const { demonstrations } = await preview("Sheets get stuck when I print.");
  expect(demonstrations).toHaveLength(8);
  expect(demonstrations[0]!.key).toBe("t/vpn-2");
  expect(demonstrations[1]!.key).toBe("t/printer-1");
  expect(demonstrations.map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => "APPROVED"));
  const times = Object.keys(inputs).map((own) => demonstrations.filter(({ label }) => label === own).length);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
});

test("another input has other examples, and the same one the same bytes", async () => {
  const [paper, secret] = [await preview("Sheets get stuck when I print."), await preview("I can't remember my secret word.")];
  expect(secret.demonstrations[1]!.label).toBe("password");
  expect(secret.demonstrations).not.toEqual(paper.demonstrations);
  expect(await preview("Sheets get stuck when I print.")).toEqual(paper);
});

test("a short budget keeps the best for the input", async () => {
  const { demonstrations, gaveWay, tokens } = await preview("Sheets get stuck when I print.", 80);
  expect(tokens).toBeLessThanOrEqual(80);
  expect(demonstrations.map(({ key }) => key).slice(0, 2)).toEqual(["t/vpn-2", "t/printer-1"]);
  expect(gaveWay).toEqual([{ part: "DEMONSTRATIONS", leftOut: 8 - demonstrations.length }]);
});
