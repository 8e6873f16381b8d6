// What is asked: each shape as this service and as the peer want it written, and the values that requests go through.
import { workspace } from "./graph.mjs";

const here = `workspace: { eq: "${workspace}" }`;
/** Values for request number `at`: `count` of a list, spread over it. */
const spread = (list, at, count) => Array.from({ length: count }, (_, place) => list[(at * 37 + place * 101) % list.length]);

export const shapes = [
  {
    name: "point",
    service: "query Point($key: String!) { task(key: $key) { id key title summary riskTier } }",
    peer: `query Point($key: String!) { tasks(where: { ${here}, key: { eq: $key } }) { id key title summary riskTier } }`,
    variables: ({ tasks }, at) => ({ key: spread(tasks, at, 1)[0] }),
  },
  {
    name: "list",
    service: "query List($kind: String!) { tasks(filter: { kind: { eq: $kind }, riskTier: { eq: HIGH } }, orderBy: [{ field: TITLE }], first: 20) { nodes { key title summary kind riskTier } } }",
    peer: `query List($kind: String!) { tasks(where: { ${here}, kind: { eq: $kind }, riskTier: { eq: HIGH } }, sort: [{ title: ASC }], limit: 20) { key title summary kind riskTier } }`,
    variables: (_keys, at) => ({ kind: ["classify", "summarize", "translate", "answer", "extract"][at % 5] }),
  },
  {
    name: "tree",
    service: `query Tree($keys: [String!]!) { tasks(filter: { key: { in: $keys } }, first: 10) { nodes {
      key title domains { key title } subtasks { nodes { key title subtasks { nodes { key title } } } }
    } } }`,
    peer: `query Tree($keys: [String!]!) { tasks(where: { ${here}, key: { in: $keys } }) {
      key title domains { key title } subtasks { key title subtasks { key title } }
    } }`,
    variables: ({ roots }, at) => ({ keys: spread(roots, at, 10) }),
  },
  {
    name: "evaluations",
    service: `query Evaluations($keys: [String!]!) { tasks(filter: { key: { in: $keys } }, first: 10) { nodes { key title versions { nodes { key evaluations(first: 5) { nodes {
      mode state scores { nodes { value metric { key title } } } subject { ... on ModelVersion { key model { key title } } } data { node { key } }
    } } } } } } }`,
    peer: `query Evaluations($keys: [String!]!) { tasks(where: { ${here}, key: { in: $keys } }) { key title versions { key evaluations(limit: 5, sort: [{ key: ASC }]) {
      mode state scores { value metric { key title } } subject { key model { key title } } data { key }
    } } } }`,
    variables: ({ tasks }, at) => ({ keys: spread(tasks, at, 10) }),
  },
  {
    name: "deep",
    service: `query Deep($key: String!) { domain(key: $key) { key title tasks(first: 10) { nodes { key title versions { nodes { key evaluations(first: 3) { nodes {
      key mode state subject { ... on ModelVersion { key model { key title } } }
    } } } } } } } }`,
    peer: `query Deep($key: String!) { domains(where: { ${here}, key: { eq: $key } }) { key title tasks(limit: 10, sort: [{ key: ASC }]) { key title versions { key evaluations(limit: 3, sort: [{ key: ASC }]) {
      key mode state subject { key model { key title } }
    } } } } }`,
    variables: ({ domains }, at) => ({ key: spread(domains, at, 1)[0] }),
  },
  {
    name: "connection",
    service: `query Connection($key: String!) { modelVersion(key: $key) { key evaluations(first: 10, orderBy: [{ field: AT, direction: DESC }]) {
      totalCount pageInfo { hasNextPage } edges { node { key mode state taskVersion { key } } }
    } } }`,
    peer: `query Connection($key: String!) { modelVersions(where: { ${here}, key: { eq: $key } }) { key evaluations: evaluationsConnection(first: 10, sort: [{ node: { at: DESC } }]) {
      totalCount pageInfo { hasNextPage } edges { node { key mode state taskVersion { key } } }
    } } }`,
    variables: ({ modelVersions }, at) => ({ key: spread(modelVersions, at, 1)[0] }),
  },
  {
    name: "search",
    service: `query Search($text: String!) { search(text: $text, types: ["Task"], first: 10) { score node { ... on Task { key title domains { key title } parent { key title } versions { nodes { key } } } } } }`,
    peer: `query Search($text: String!) { searchTasks(phrase: $text, where: { node: { ${here} } }, sort: [{ score: DESC }, { node: { key: ASC } }], first: 10) { edges { score node { key title domains { key title } parent { key title } versions { key } } } } }`,
    variables: ({ texts }, at) => ({ text: spread(texts, at, 1)[0] }),
  },
];
