// The graph that is read: tasks in trees with versions, model versions with the runs that made them, data, evaluations and scores.
// It is the same every time: what varies follows from numbers.

export const workspace = "bench";
/** Sees all domains by a grant over the root, so that every statement has a list of scopes to check. */
export const principal = "person/bench";

export const size = { domains: 40, tasks: 5_000, models: 500, versionsOfModel: 3, datasets: 200, metrics: 20, evaluations: 50_000, scoresOfEvaluation: 2 };
/** Tasks stand in trees of a root, three below it and three below each of those. */
const treeSize = 13;

const moment = (minutes) => new Date(Date.UTC(2025, 0, 1) + minutes * 60_000).toISOString();
const pick = (list, at) => list[at % list.length];
/** A number that looks like chance and is always the same for `at`. */
const scattered = (at, below) => (Math.imul(at + 1, 2_654_435_761) >>> 8) % below;

const nouns = ["ticket", "invoice", "contract", "claim", "order", "parcel", "account", "report", "letter", "schedule", "recipe", "statute", "patient", "flight", "lesson", "budget", "survey", "grant", "lease", "payroll"];
const verbs = ["classify", "summarize", "translate", "answer", "extract", "route", "compare", "verify", "rewrite", "rank", "explain", "correct", "anonymize", "plan", "estimate"];
const manners = ["short", "formal", "urgent", "bilingual", "legal", "medical", "internal", "public", "historic", "technical", "scanned", "spoken", "monthly", "partial", "disputed", "seasonal"];
const syllables = ["bal", "cor", "den", "fal", "gar", "hol", "jun", "kel", "lom", "mar", "nor", "pel", "quo", "ril", "sol", "tam", "ulm", "var", "wes", "zan"];
/** One of 400 names, each of which stands in about forty tasks: what a search is for. */
const nameAt = (at) => pick(syllables, at) + pick(syllables, Math.floor(at / syllables.length)) + "ia";
const words = (at, count) => Array.from({ length: count }, (_, place) => pick([nouns, manners, verbs][place % 3], scattered(at * 31 + place, 9_973))).join(" ");

/** Nodes by label and edges by type, as rows to write: nodes `{id, properties}`, edges `{from, to, properties}` by ids. */
export function makeGraph() {
  const nodes = new Map();
  const edges = [];
  let numbered = 0;

  function node(label, key, scope, properties = {}) {
    const id = `${label}_01JB${(numbered += 1).toString(16).toUpperCase().padStart(22, "0")}`;
    const sensitivity = scope === "*" ? 0 : numbered % 2;
    const own = { id, key, workspace, scope: `${workspace}/${scope}`, sensitivity, ownSensitivity: sensitivity, recordedAt: moment(numbered), ...properties };
    if (!nodes.has(label)) nodes.set(label, []);
    nodes.get(label).push(own);
    return { id, key, label, scope, properties: own };
  }
  function edge(from, type, to, properties = {}) {
    edges.push({ type, from, to, properties: { recordedAt: from.properties.recordedAt, ...properties } });
  }
  const ending = (from, type, to, properties = {}) => edge(from, type, to, { validFrom: moment(0), ...properties });
  const headed = (head, version, ordinal, properties) => {
    const made = node(`${head.label}Version`, `${head.key}@${version}`, head.scope, { version, ordinal, digest: scattered(ordinal + numbered, 2 ** 24).toString(16).padStart(64, "0"), state: "APPROVED", ...properties });
    edge(made, "VERSION_OF", head);
    return made;
  };
  const times = (count, make) => Array.from({ length: count }, (_, at) => make(at));

  node("Workspace", workspace, "*", { title: "Read bench" });
  const domains = [];
  for (let at = 0; at < size.domains; at += 1) {
    const key = `domain-${String(at).padStart(2, "0")}`;
    domains.push(node("Domain", key, key, { title: `${words(at, 2)} ${at}`, summary: words(at + 7, 9) }));
    if (at > 0) ending(domains[at], "SUBDOMAIN_OF", domains[Math.floor((at - 1) / 4)]);
  }
  const reader = node("Principal", principal, "*", { kind: "PERSON", title: "Reader of the bench" });
  const grant = node("Grant", `analyst#${principal}#${domains[0].key}`, "#operators", { role: "analyst" });
  edge(grant, "TO", reader);
  edge(grant, "OVER", domains[0]);
  const metrics = times(size.metrics, (at) => node("Metric", `metric-${at}`, "*", { title: `Metric ${at}`, family: `family-${at % 5}`, min: 0, max: 1, better: "HIGHER", aggregation: "mean" }));
  const home = (made, domain) => edge(made, "HOME_DOMAIN", domain);

  const datasetVersions = times(size.datasets, (at) => {
    const domain = pick(domains, at);
    const dataset = node("Dataset", `publisher-${at % 17}/dataset-${at}`, domain.key, { title: `Dataset ${words(at, 2)} ${at}`, summary: words(at, 12) });
    home(dataset, domain);
    return times(2, (place) => headed(dataset, `${place + 1}`, place + 1, { role: "BENCHMARK", license: "CC-BY-4.0", itemCount: 100 + scattered(at, 9_000), languages: ["en"], source: `https://data.example.org/${at}` }));
  }).flat();

  const experiments = times(50, (at) => node("Experiment", `experiment-${at}`, pick(domains, at).key, { title: `Experiment ${words(at, 3)}` }));
  const modelVersions = times(size.models, (at) => {
    const domain = pick(domains, at);
    const model = node("Model", `publisher-${at % 23}/model-${at}`, domain.key, { title: `Model ${words(at, 2)} ${at}`, organization: `Publisher ${at % 23}` });
    home(model, domain);
    return times(size.versionsOfModel, (place) => {
      const version = headed(model, `step${(place + 1) * 512}`, place + 1, {
        parameterCount: 10 ** 6 * (1 + scattered(at, 70_000)), releasedAt: moment(at * 700), license: "Apache-2.0", access: "WEIGHTS", dtype: "bfloat16", contextTokens: 8_192, location: `https://models.example.org/${at}`,
      });
      const run = node("Run", `train/${at}-${place}`, domain.key, { kind: "TRAINING", state: "COMPLETE", seed: at, codeRef: scattered(at, 2 ** 24).toString(16), job: `job-${at}`, startedAt: moment(at * 600), endedAt: moment(at * 600 + 300) });
      home(run, domain);
      edge(run, "IN_EXPERIMENT", pick(experiments, at));
      edge(run, "USED", pick(datasetVersions, scattered(at * 3 + place, 400)), { role: "train" });
      edge(version, "GENERATED_BY", run);
      return version;
    });
  }).flat();

  const tasks = [];
  const taskVersions = [];
  for (let at = 0; at < size.tasks; at += 1) {
    const place = at % treeSize;
    const domain = pick(domains, Math.floor(at / treeSize));
    const task = node("Task", `task-${String(at).padStart(4, "0")}`, domain.key, {
      title: `${words(at, 4)} ${nameAt(scattered(at, 400))} ${at}`, summary: `${words(at + 3, 12)} ${nameAt(scattered(at + 1, 400))} ${nameAt(scattered(at + 2, 400))}.`, kind: pick(verbs, at), languages: ["en", "es"], objective: words(at + 5, 10), riskTier: pick(["LOW", "MEDIUM", "HIGH"], scattered(at, 97)),
    });
    home(task, domain);
    ending(task, "IN_DOMAIN", domain);
    if (place > 0) ending(task, "SUBTASK_OF", tasks[at - place + (place < 4 ? 0 : Math.floor((place - 1) / 3))]);
    tasks.push(task);
    for (let ordinal = 1; ordinal <= (at % 4 === 0 ? 2 : 1); ordinal += 1) {
      const version = headed(task, `${ordinal}`, ordinal, { revision: 1, protocolDigest: scattered(at, 2 ** 24).toString(16).padStart(64, "0"), protocol: JSON.stringify({ fewShot: at % 6 }) });
      edge(version, "MEASURED_BY", pick(metrics, at), { primary: true });
      edge(version, "TESTED_WITH", pick(datasetVersions, at), { split: "test" });
      taskVersions.push(version);
    }
  }

  for (let at = 0; at < size.evaluations; at += 1) {
    const on = pick(taskVersions, at);
    const evaluation = node("Evaluation", scattered(at, 2 ** 24).toString(16).padStart(8, "0") + at.toString(16).padStart(56, "0"), on.scope, { mode: "OFFLINE", at: moment(at * 11), origin: "SYNTHETIC", state: "VALID" });
    edge(evaluation, "ON", on);
    edge(evaluation, "OF", modelVersions[scattered(at, modelVersions.length)]);
    edge(evaluation, "WITH", pick(datasetVersions, at), { split: "test" });
    for (let place = 0; place < size.scoresOfEvaluation; place += 1) {
      const metric = pick(metrics, at + place);
      const score = node("Score", `${evaluation.key}#${metric.key}##`, on.scope, { value: scattered(at * 2 + place, 10_000) / 10_000, n: 500, stdErr: 0.01 });
      edge(score, "OF_EVALUATION", evaluation);
      edge(score, "OF_METRIC", metric);
    }
  }
  return { nodes, edges, keys: { roots: tasks.filter((_, at) => at % treeSize === 0).map(({ key }) => key), tasks: tasks.map(({ key }) => key), domains: domains.map(({ key }) => key), modelVersions: modelVersions.map(({ key }) => key), texts: Array.from({ length: 400 }, (_, at) => `${nameAt(at)} ${nameAt(at * 7 + 3)}`) } };
}
