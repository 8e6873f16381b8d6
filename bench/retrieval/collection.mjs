// A made-up collection: chunks of topics, whose vectors lie about the topic's and whose words are its own and everybody's. The same for the same number.
import { random } from "../../dist/entity/random.js";

export const dimensions = 384;
export const workspace = "bench";
export const embedder = "made-up@0";
export const chunksOfDocument = 10;
const topics = 200;
/** Of the last topics all chunks are in the domain `far`: whoever sees that alone asks about something else. */
const farTopics = 2;
/** Length of what is added to a topic's vector, which has 1: chunks of a topic have a cosine of about .6, as sentences of one subject have. */
const spread = 0.8;
const querySpread = 0.6;
const wordsOfChunk = 60;
const ownShare = 0.3;
const ownWords = 100;
/** Ranks of everybody's words; those before are stop words, that no index keeps. */
const [commonest, rarest] = [50, 20_000];
const wordsOfQuery = { own: 2, common: 3 };

/** Domains, and the share of documents that each has; `far` has the last topics. */
export const shares = { half: 0.5, tenth: 0.1, hundredth: 0.01, far: 0.01, rest: 0.38 };

const centres = Array.from({ length: topics }, (_, topic) => direction(random(1_000_003 + topic)));

/** The domain, topic, vector and text of a chunk by its number; chunks of one document follow each other. */
export function chunkAt(at) {
  const document = Math.floor(at / chunksOfDocument);
  const ofDocument = random(7 * document + 1);
  const domain = domainOf(ofDocument());
  const topic = domain === "far" ? topics - 1 - Math.floor(ofDocument() * farTopics) : Math.floor(ofDocument() * (topics - farTopics));
  const own = random(7 * at + 2);
  return { document, domain, topic, vector: near(topic, own, spread), text: Array.from({ length: wordsOfChunk }, () => (own() < ownShare ? wordOf(topic, own) : common(own))).join(" ") };
}

/** A question about a topic that isn't the far ones'. */
export function queryAt(at) {
  const own = random(7 * at + 5);
  const topic = Math.floor(own() * (topics - farTopics));
  const words = [...Array.from({ length: wordsOfQuery.own }, () => wordOf(topic, own)), ...Array.from({ length: wordsOfQuery.common }, () => common(own))];
  return { vector: near(topic, own, querySpread), text: words.join(" ") };
}

function domainOf(chance) {
  let upTo = 0;
  for (const [domain, share] of Object.entries(shares)) if (chance < (upTo += share)) return domain;
  return "rest";
}

const wordOf = (topic, own) => `t${topic}w${Math.floor(ownWords * own() ** 2)}`;
/** Zipf's law: a word is as frequent as its rank is low. */
const common = (own) => `word${Math.floor(commonest * (rarest / commonest) ** own())}`;

function near(topic, own, length) {
  const away = direction(own);
  return unit(centres[topic].map((each, place) => each + length * away[place]));
}

function direction(own) {
  return unit(Float32Array.from({ length: dimensions }, () => Math.sqrt(-2 * Math.log(1 - own())) * Math.cos(2 * Math.PI * own())));
}

function unit(vector) {
  const length = Math.hypot(...vector);
  return vector.map((each) => each / length);
}
