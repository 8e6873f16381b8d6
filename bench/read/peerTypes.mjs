// The types of the peer: the same labels, relationships and fields as this service declares of what the bench reads.
const common = "id: ID! key: String! workspace: String! scope: String! sensitivity: Int! recordedAt: DateTime!";
const version = `${common} version: String! ordinal: Int! digest: String! state: VersionState!`;
const to = (type, label) => `[${label}!]! @relationship(type: "${type}", direction: OUT)`;
const from = (type, label) => `[${label}!]! @relationship(type: "${type}", direction: IN)`;

export const typeDefs = `
enum VersionState { DRAFT IN_REVIEW APPROVED RETIRED }
enum RiskTier { LOW MEDIUM HIGH }
enum EvaluationMode { OFFLINE ONLINE SHADOW }
enum EvaluationState { PROVISIONAL VALID INVALID }
enum Origin { MEASURED PUBLISHED SYNTHETIC }
enum Better { HIGHER LOWER TARGET }

type Domain @node {
  ${common} title: String! summary: String
  parent: ${to("SUBDOMAIN_OF", "Domain")} subdomains: ${from("SUBDOMAIN_OF", "Domain")} tasks: ${from("IN_DOMAIN", "Task")}
}
type Task @node @fulltext(indexes: [{ indexName: "task_search", queryName: "searchTasks", fields: ["title", "summary"] }]) {
  ${common} title: String! summary: String kind: String languages: [String!]! objective: String successCriteria: String riskTier: RiskTier
  parent: ${to("SUBTASK_OF", "Task")} subtasks: ${from("SUBTASK_OF", "Task")} domains: ${to("IN_DOMAIN", "Domain")} versions: ${from("VERSION_OF", "TaskVersion")}
}
type TaskVersion @node {
  ${version} protocol: String protocolDigest: String
  task: ${to("VERSION_OF", "Task")} metrics: ${to("MEASURED_BY", "Metric")} testedWith: ${to("TESTED_WITH", "DatasetVersion")} evaluations: ${from("ON", "Evaluation")}
}
type Metric @node { ${common} title: String! family: String unit: String min: Float max: Float better: Better! aggregation: String scores: ${from("OF_METRIC", "Score")} }
type Dataset @node { ${common} title: String! summary: String versions: ${from("VERSION_OF", "DatasetVersion")} }
type DatasetVersion @node {
  ${version} source: String license: String itemCount: Int languages: [String!]!
  dataset: ${to("VERSION_OF", "Dataset")} evaluations: ${from("WITH", "Evaluation")} usedIn: ${from("USED", "Run")}
}
type Model @node { ${common} title: String! organization: String versions: ${from("VERSION_OF", "ModelVersion")} }
type ModelVersion @node {
  ${version} parameterCount: BigInt releasedAt: DateTime license: String access: String dtype: String contextTokens: BigInt location: String
  model: ${to("VERSION_OF", "Model")} run: ${to("GENERATED_BY", "Run")} evaluations: ${from("OF", "Evaluation")}
}
type Run @node {
  ${common} kind: String! state: String seed: BigInt codeRef: String job: String startedAt: DateTime endedAt: DateTime
  used: ${to("USED", "DatasetVersion")} generated: ${from("GENERATED_BY", "ModelVersion")} evaluations: ${from("IN_RUN", "Evaluation")}
}
type Evaluation @node {
  ${common} mode: EvaluationMode! at: DateTime! origin: Origin! state: EvaluationState!
  subject: ${to("OF", "ModelVersion")} taskVersion: ${to("ON", "TaskVersion")} run: ${to("IN_RUN", "Run")} scores: ${from("OF_EVALUATION", "Score")}
  data: [DatasetVersion!]! @relationship(type: "WITH", direction: OUT, properties: "With")
}
type With @relationshipProperties { split: String }
type Score @node {
  ${common} value: Float n: Int errors: Int stdErr: Float extraction: String nullReason: String
  evaluation: ${to("OF_EVALUATION", "Evaluation")} metric: ${to("OF_METRIC", "Metric")}
}`;
