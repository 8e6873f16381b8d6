// Made-up facts as a test collection: a passage for each person and each place of work. A question names a person and asks for a fact of where they work, which only
// the person's own passage names; many others are worded like either passage. Beside those, questions whose answer stands in the passage that they name. The same for the same number.
import { random } from "../../dist/entity/random.js";

const kinds = [
  ["Shipyard", "shipyard", "builds and repairs ships"], ["Observatory", "observatory", "watches the sky through its instruments"], ["Brewery", "brewery", "brews beer after recipes of its own"],
  ["Printworks", "printing house", "prints books and maps"], ["Infirmary", "hospital", "treats the sick of the region"], ["Conservatory", "music school", "teaches singers and players"],
  ["Foundry", "foundry", "casts bells and machine parts"], ["Archive", "archive", "keeps papers of towns and families"], ["Nursery", "tree nursery", "raises trees for parks and orchards"],
  ["Dairy", "dairy", "makes butter and cheese"], ["Theatre", "theatre", "puts plays on its stage"], ["Museum", "museum", "shows its collections to the public"],
];
const workplacesOfKind = 12;
const peopleCount = 250;
/** Questions of each sort. */
const questionCount = 150;
const beginnings = ["Bel", "Cor", "Dal", "Er", "Fen", "Gar", "Hol", "Il", "Jor", "Kel", "Lor", "Mar", "Nor", "Os", "Per", "Quil", "Ros", "Sel", "Tor", "Ul", "Ver", "Wil", "Yar", "Zel"];
const middles = ["a", "e", "i", "o", "u", "an", "en", "ir", "ov", "ul"];
const endings = ["bek", "dan", "fell", "gast", "hurn", "kra", "lund", "mor", "nath", "pol", "rick", "sund", "tess", "vik", "wen", "zard"];
const [founded, latest] = [1720, 1990];
const mostStaff = 900;
const givenNames = ["Ada", "Bruno", "Clara", "Dimitri", "Elsa", "Felix", "Greta", "Hugo", "Ines", "Jakob", "Karin", "Leon", "Mira", "Nils", "Olga", "Paul", "Rita", "Simon", "Thea", "Viktor"];
const jobs = ["bookkeeper", "foreman", "apprentice", "director", "caretaker", "night guard", "secretary", "driver"];
const leisure = ["collects stamps", "plays the cello", "keeps bees", "paints landscapes", "walks in the hills", "repairs old clocks", "grows roses", "sings in a choir"];
const facts = [
  { told: ({ name, year, founder }) => `${name} was founded in ${year} by ${founder}.`, asked: (work, who) => `In which year was the ${work} where ${who} has a job founded?`, direct: ({ name }) => `In which year was ${name} founded?` },
  { told: ({ name, staff }) => `The staff of ${name} counts ${staff} people.`, asked: (work, who) => `How many people does the ${work} employ at which ${who} is on the staff?`, direct: ({ name }) => `How many people are on the staff of ${name}?` },
  { told: ({ head }) => `It is led by ${head} at present.`, asked: (work, who) => `Who leads the ${work} that employs ${who}?`, direct: ({ name }) => `Who leads ${name} at present?` },
];

/** A collection as `readBeir` reads one. Questions over two passages have ids that begin with `hop`, the others with `plain`. */
export function hops(seed) {
  const next = random(seed);
  const pick = (from) => from[Math.floor(next() * from.length)];
  const used = new Set();
  const word = () => {
    for (;;) {
      const made = `${pick(beginnings)}${pick(middles)}${pick(endings)}`;
      if (!used.has(made)) return used.add(made), made;
    }
  };
  const person = () => `${pick(givenNames)} ${word()}`;
  const workplaces = kinds.flatMap(([noun, work, does]) => Array.from({ length: workplacesOfKind }, () => ({
    name: `${word()} ${noun}`, work, does, year: founded + Math.floor(next() * (latest - founded)), founder: person(), staff: 5 + Math.floor(next() * mostStaff), head: person(),
  })));
  const people = Array.from({ length: peopleCount }, () => ({ name: person(), at: pick(workplaces), job: pick(jobs), town: word(), likes: pick(leisure) })).map((each, _, all) => ({ ...each, friend: pick(all.filter(({ name }) => name !== each.name)), once: pick(workplaces) }));
  const documents = [
    ...people.map(({ name, at, job, town, likes, friend, once }, place) => ({ _id: `person-${place}`, title: name, text: `${name} is ${job} at ${at.name} and lives in ${town}. Before that, ${name.split(" ")[0]} had a job at ${once.name} for some years. On Sundays ${name.split(" ")[0]} ${likes}, often together with ${friend.name}.` })),
    ...workplaces.map((each, place) => ({ _id: `work-${place}`, title: each.name, text: `${each.name} is a ${each.work} that ${each.does}. ${facts.map(({ told }) => told(each)).join(" ")}` })),
  ].map(({ _id: id, ...rest }) => ({ id, ...rest }));
  const numberOf = new Map(documents.map(({ id, title }) => [title, id]));
  const hop = people.slice(0, questionCount).map(({ name, at }, place) => ({ id: `hop-${place}`, text: facts[place % facts.length].asked(at.work, name), evidence: [name, at.name] }));
  const plain = workplaces.slice(0, questionCount).map((each, place) => ({ id: `plain-${place}`, text: facts[place % facts.length].direct(each), evidence: [each.name] }));
  return {
    name: "hops", split: "test", documents, problems: [], queries: [...hop, ...plain].map(({ id, text }) => ({ id, text })),
    judgements: [...hop, ...plain].flatMap(({ id, evidence }) => evidence.map((title) => ({ query: id, document: numberOf.get(title), grade: 1 }))),
  };
}
