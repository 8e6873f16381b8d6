import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { bgeSmall } from "../../src/documents/bgeSmall.js";
import { passageOf } from "../../src/documents/embedder.js";
import { MODEL } from "../../src/graph/embedded/model.js";
import { withModel } from "../support/model.js";

const embedder = withModel();
const cosine = (one: Float32Array, other: Float32Array) => one.reduce((sum, value, at) => sum + value * other[at]!, 0);

test("vectors have length 1 and as many numbers as it says", async () => {
  const [vector] = await embedder().passages(["Hold the power button."]);
  expect(vector).toHaveLength(embedder().dimensions);
  expect(cosine(vector!, vector!)).toBeCloseTo(1, 5);
});

test("what answers a question is nearer to it than what doesn't", async () => {
  const question = await embedder().query("How do I get a new password?");
  const [answer, other] = await embedder().passages(["To reset a password, open the account page and choose Forgotten.", "The canteen opens at noon."]);
  expect(cosine(question, answer!)).toBeGreaterThan(cosine(question, other!) + 0.2);
});

test("a text has one vector, whatever it is embedded with", async () => {
  const text = "The VPN needs a token.";
  const [alone] = await embedder().passages([text]);
  const [, beside] = await embedder().passages(["A much longer text about something else entirely. ".repeat(30), text]);
  expect([...beside!]).toEqual([...alone!]);
});

test("texts that are too long, empty or strange have a vector too", async () => {
  const vectors = await embedder().passages(["word ".repeat(5_000), "", "\uD800 \u0000 🖨️", "x".repeat(20_000)]);
  for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 4);
});

test("many texts have the vectors that they have alone, from threads of their own, whose process ends when nothing is left to do (npm run build makes them)", async () => {
  const texts = Array.from({ length: 12 }, (_, at) => `The printer on floor ${at} prints ${"nothing, ".repeat(at * 7)}and blinks.`);
  const script = join(await mkdtemp(join(tmpdir(), "evalgraph-embed-")), "embed.mjs");
  await writeFile(script, `import ${JSON.stringify(import.meta.resolve("reflect-metadata"))};
    const { localEmbedder } = await import(${JSON.stringify(new URL("../../dist/documents/offers.js", import.meta.url).href)});
    let threads = 0;
    process.on("worker", () => (threads += 1));
    const [vectors, query] = await Promise.all([localEmbedder().passages(${JSON.stringify(texts)}), localEmbedder().query(${JSON.stringify(texts[0])})]);
    console.log(JSON.stringify({ threads, vectors: vectors.map((each) => [...each]), query: [...query] }));`);
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 1 << 24 });
  const alone = [];
  for (const text of texts) alone.push([...(await embedder().passages([text]))[0]!]);
  const { threads, ...made } = JSON.parse(stdout) as { readonly threads: number };
  expect(threads).toBeGreaterThan(0);
  expect(made).toEqual({ vectors: alone, query: [...await embedder().query(texts[0]!)] });
});

test("where threads fail that is told, with what the model says here, and what comes after has threads of its own", async () => {
  const { bgeSmall: compiled } = (await import("../../dist/documents/bgeSmall.js" as string)) as typeof import("../../src/documents/bgeSmall.js");
  const [folder, many] = [join(readConfig().home, "models", MODEL.id), Array.from({ length: 20 }, (_, at) => `Printer ${at}`)];
  const files = { onnx: join(folder, MODEL.onnx.file), tokenizer: join(folder, MODEL.tokenizer.file) };
  const broken = join(await mkdtemp(join(tmpdir(), "evalgraph-broken-")), "weights.onnx");
  await writeFile(broken, "These are none.");
  const warnings: string[] = [];
  const warned = ({ message }: Error) => void warnings.push(message);
  let threads = 0;
  const counted = () => void (threads += 1);
  process.on("warning", warned).on("worker", counted);
  await expect(compiled({ ...files, onnx: broken }).passages(many)).rejects.toThrow(/protobuf/i);
  const before = threads;
  expect(await compiled(files).passages(many)).toHaveLength(many.length);
  process.off("warning", warned).off("worker", counted);
  expect(warnings).toEqual([expect.stringMatching(/^Passages are embedded one after another, as threads for them failed: .*protobuf/i)]);
  expect(before).toBeGreaterThan(0);
  expect(threads).toBeGreaterThan(before);
});

test("missing files are named, with what to do", async () => {
  const nowhere = bgeSmall({ onnx: "/nowhere/model.onnx", tokenizer: "/nowhere/tokenizer.json" });
  const { bgeSmall: compiled } = (await import("../../dist/documents/bgeSmall.js" as string)) as typeof import("../../src/documents/bgeSmall.js");
  const many = Array.from({ length: 20 }, () => "hello");
  const asks = [() => nowhere.query("hello"), () => compiled({ onnx: "/nowhere/model.onnx", tokenizer: "/nowhere/tokenizer.json" }).passages(many)];
  for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("/nowhere/model.onnx is missing. Run npm start") as string });
});

test("a text is embedded under its title", () => expect(passageOf({ title: "Printers", text: "Hold the button." })).toBe("Printers\nHold the button."));

test.each([null, "1104", "3.2.1", "—"])("the title %j says nothing, and isn't embedded", (title) => expect(passageOf({ title, text: "Hold the button." })).toBe("Hold the button."));

test.each(["RFC 9110", "打印机", "Ω"])("the title %j does, whatever its script", (title) => expect(passageOf({ title, text: "Hold." })).toBe(`${title}\nHold.`));
