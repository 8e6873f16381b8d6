import { describe, expect, test } from "vitest";
import { constraint } from "../../src/policies/constraint.js";
import { decide, verdicts, type Approval } from "../../src/policies/decide.js";
import type { Rule, Use } from "../../src/policies/rule.js";

const at = Date.parse("2026-03-01T00:00:00Z");
const open = { restricted: false, reviews: [] };
const rule = (id: string, effect: Rule["effect"], rest: Partial<Rule> = {}): Rule =>
  ({ id, effect, action: "RETRIEVE", purpose: null, constraint: null, assignees: null, approved: true, ...rest });
const use = (rest: Partial<Use> = {}): Use => ({ action: "RETRIEVE", purpose: null, assignees: new Set(["Task_t"]), facts: {}, ...rest });
const bound = (on: string, operator: string, value: unknown) => constraint(JSON.stringify({ on, operator, bound: value }));
const shown = (rules: readonly Rule[]) => Object.fromEntries(verdicts(rules, { purpose: null, assignees: new Set(["Task_t"]) }).map(({ id, outcome, by }) => [id, [outcome, ...by]]));

describe("one use", () => {
  test("is allowed where nothing speaks", () => {
    expect(decide([], use(), open, at)).toEqual({ allowed: true, why: "SILENT", because: [], duties: [], bounds: [] });
  });

  test("is forbidden by one prohibition, however many permit it, and keeps its duties", () => {
    const rules = [rule("a", "PERMIT"), rule("b", "PROHIBIT"), rule("c", "OBLIGE")];
    expect(decide(rules, use(), open, at)).toMatchObject({ allowed: false, why: "PROHIBITED", because: ["b"], duties: ["c"] });
  });

  test("isn't touched by rules for another action, purpose or principal, nor by drafts", () => {
    const rules = [rule("a", "PROHIBIT", { action: "TRAIN" }), rule("b", "PROHIBIT", { purpose: "sales" }), rule("c", "PROHIBIT", { assignees: ["Principal_p"] }),
      rule("d", "PROHIBIT", { approved: false }), rule("e", "PROHIBIT", { assignees: [] })];
    expect(decide(rules, use({ purpose: "support" }), open, at).why).toBe("SILENT");
    expect(decide(rules, use({ purpose: "sales" }), open, at).because).toEqual(["b"]);
    expect(decide(rules, use({ assignees: new Set(["Principal_p"]) }), open, at).because).toEqual(["c"]);
  });

  test("keeps to the tightest of numeric bounds, from duties and permissions together", () => {
    const rules = [rule("a", "OBLIGE", { constraint: bound("maxTokens", "AT_MOST", 3000) }), rule("b", "PERMIT", { constraint: bound("maxTokens", "AT_MOST", 2000) }),
      rule("c", "OBLIGE", { constraint: bound("retentionDays", "AT_LEAST", 30) }), rule("d", "OBLIGE", { constraint: bound("retentionDays", "AT_LEAST", 90) })];
    expect(decide(rules, use(), open, at).bounds).toEqual([
      { on: "maxTokens", operator: "AT_MOST", bound: 2000, from: ["b"] }, { on: "retentionDays", operator: "AT_LEAST", bound: 90, from: ["d"] },
    ]);
    expect(decide(rules, use({ facts: { maxTokens: 2500 } }), open, at)).toMatchObject({ allowed: false, why: "BOUND", because: ["b"] });
  });

  test("is denied while duties contradict each other", () => {
    const least = rule("a", "OBLIGE", { constraint: bound("retentionDays", "AT_LEAST", 90) });
    const most = rule("b", "OBLIGE", { constraint: bound("retentionDays", "AT_MOST", 30) });
    expect(decide([least, most], use(), open, at)).toMatchObject({ allowed: false, why: "OPEN", because: ["a", "b"] });
    const words = ["en", "es"].map((word) => rule(word, "OBLIGE", { constraint: bound("language", "EQUAL", word) }));
    expect(decide(words, use(), open, at)).toMatchObject({ allowed: false, why: "OPEN", because: ["en", "es"] });
  });

  test("is denied while a prohibition's condition isn't known, and settled by the fact", () => {
    const rules = [rule("a", "PROHIBIT", { constraint: bound("region", "EQUAL", "us") })];
    expect(decide(rules, use(), open, at)).toMatchObject({ allowed: false, why: "OPEN", because: ["a"] });
    expect(decide(rules, use({ facts: { region: "eu" } }), open, at).why).toBe("SILENT");
    expect(decide(rules, use({ facts: { region: "us" } }), open, at).why).toBe("PROHIBITED");
  });

  test("is denied by a rule that can't be read", () => {
    expect(decide([rule("a", "PROHIBIT", { constraint: constraint("{") })], use(), open, at).why).toBe("OPEN");
    expect(decide([rule("a", "OBLIGE", { constraint: bound("language", "AT_MOST", "en") })], use(), open, at).why).toBe("OPEN");
  });
});

describe("a restricted thing", () => {
  const review = (rest: Partial<Approval>): Approval => ({ outcome: "APPROVE", action: null, purpose: null, validUntil: null, at: at - 1000, ...rest });
  const why = (reviews: readonly Approval[], rules: readonly Rule[] = []) => decide(rules, use({ purpose: "support" }), { restricted: true, reviews }, at).why;

  test("needs a permission", () => {
    expect(why([])).toBe("RESTRICTED");
    expect(why([], [rule("a", "PERMIT")])).toBe("PERMITTED");
    expect(why([], [rule("a", "PERMIT", { constraint: bound("language", "EQUAL", "en") })])).toBe("RESTRICTED");
  });

  test("or a review that approved this action and purpose and is still valid", () => {
    expect(why([review({ action: "RETRIEVE", purpose: "support", validUntil: at + 1 })])).toBe("REVIEWED");
    expect(why([review({ validUntil: at })])).toBe("RESTRICTED");
    expect(why([review({ action: "TRAIN" })])).toBe("RESTRICTED");
    expect(why([review({ purpose: "sales" })])).toBe("RESTRICTED");
    expect(why([review({ at: at + 1 })])).toBe("RESTRICTED");
  });

  test("loses it by a newer review that rejects", () => {
    expect(why([review({}), review({ outcome: "REJECT", at: at - 500 })])).toBe("RESTRICTED");
  });

  test("isn't saved by a review from a prohibition", () => {
    expect(why([review({})], [rule("a", "PROHIBIT")])).toBe("PROHIBITED");
  });
});

test("each rule is judged where it speaks", () => {
  expect(shown([
    rule("all", "PERMIT"), rule("sales", "PROHIBIT", { purpose: "sales" }), rule("both", "PERMIT", { purpose: "sales" }), rule("ana", "PROHIBIT", { assignees: ["Principal_ana"] }),
    rule("draft", "PROHIBIT", { approved: false }), rule("loose", "OBLIGE", { constraint: bound("maxTokens", "AT_MOST", 9) }),
    rule("tight", "OBLIGE", { constraint: bound("maxTokens", "AT_MOST", 5) }), rule("plain", "OBLIGE", { action: "TRAIN" }),
    rule("least", "OBLIGE", { action: "DEPLOY", constraint: bound("maxTokens", "AT_LEAST", 5) }), rule("most", "OBLIGE", { action: "DEPLOY", constraint: bound("maxTokens", "AT_MOST", 4) }),
  ])).toEqual({
    all: ["EFFECTIVE"], sales: ["EFFECTIVE"], both: ["OVERRIDDEN", "sales"], ana: ["EFFECTIVE"], draft: ["PENDING"], loose: ["TIGHTENED", "tight"], tight: ["DUTY"],
    plain: ["DUTY"], least: ["OPEN", "most"], most: ["OPEN", "least"],
  });
});
