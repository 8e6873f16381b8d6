import { readFileSync } from "node:fs";
import type { Asset } from "./graphiql.js";

/** Where Neo4j Browser is, and the database that it is to connect to. */
export interface BrowserPlace {
  readonly browserUrl: string;
  readonly uri: string;
  readonly user: string;
}

/** The first query that Neo4j Browser has ready; the others of `cypher/explore/` are there to paste. */
const firstQuery = "taskTree";
const explore = (name: string): string => readFileSync(new URL(`../../cypher/explore/${name}`, import.meta.url), "utf8");

/** The address of Neo4j Browser with the connection filled in but for the password, and the first query in its editor. */
export function browserAddress({ browserUrl, uri, user }: BrowserPlace): string {
  const address = new URL(browserUrl);
  address.searchParams.set("dbms", uri.replace("://", `://${user}@`));
  address.searchParams.set("db", "neo4j");
  address.searchParams.set("cmd", "edit");
  address.searchParams.set("arg", explore(`${firstQuery}.cypher`));
  return address.href;
}

/** `/explore/style.grass`: colours and captions of the kinds, which Neo4j Browser fetches after login from an origin of its own. */
export const styleSheet = (path: string): Asset | undefined =>
  path === stylePath ? { type: "text/plain; charset=utf-8", body: explore("style.grass") } : undefined;

export const stylePath = "/explore/style.grass";
