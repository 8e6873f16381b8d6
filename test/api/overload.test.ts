import { expect, test } from "vitest";
import { connect } from "../../src/graph/connect.js";
import type { Database } from "../../src/graph/database.js";
import { databaseAddress } from "../support/database.js";
import { serve } from "../support/serve.js";

/** Takes some tenths of a second in the database, whatever it is asked for. */
const slow = { name: "test/slow", text: "UNWIND range(1, 300) AS a UNWIND range(1, 3000) AS b WITH a * b AS c WHERE c % 7 = 3 RETURN count(c) AS n", parameters: {} };

/** The same database, in which every read comes behind a slow one. */
function slowed(database: Database): Database {
  return {
    ...database,
    session: (bookmarks) => {
      const session = database.session(bookmarks);
      return { ...session, read: async (statement) => (await session.read(slow), session.read(statement)) };
    },
  };
}

async function withDatabase(options: Partial<Parameters<typeof connect>[0]>, work: (database: Database) => Promise<void>): Promise<void> {
  const own = connect({ ...(await databaseAddress()), ...options });
  await work(own).finally(() => own.close());
}

const query = `{ tasks(first: 1) { totalCount } }`;

test("far more requests than the database may be given: some are answered, the others told at once when to come back, and then all is well", () =>
  withDatabase({ gate: { atOnce: 2, waiting: 4, patience: 30_000 } }, async (database) => {
    const { post } = await serve({ database: slowed(database) });
    await post({ query });
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 40 }, async () => ({ ...(await post({ query })), after: performance.now() - began })));
    const [good, refused] = [answers.filter(({ status }) => status === 200), answers.filter(({ status }) => status === 503)];
    expect(good.length + refused.length).toBe(40);
    expect(good.length).toBeGreaterThanOrEqual(4);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    for (const { body } of good) expect(body).toEqual({ data: { tasks: { totalCount: 0 } } });
    for (const { body, headers } of refused) {
      expect(body).toEqual({ errors: [expect.objectContaining({ message: expect.stringMatching(/^The service has 2 statements under way/), extensions: { code: "UNAVAILABLE" } })] });
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
    // Refused ones don't wait for the slow: half of them are told before the second half of the good is answered.
    const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    expect(middle(refused.map(({ after }) => after))).toBeLessThan(middle(good.map(({ after }) => after)));
    expect(database.load()).toMatchObject({ running: 0, waiting: 0 });
    expect((await post({ query })).body).toEqual({ data: { tasks: { totalCount: 0 } } });
  }));

test("those that wait too long are told so too", () =>
  withDatabase({ gate: { atOnce: 1, waiting: 100, patience: 50 } }, async (database) => {
    const { post } = await serve({ database: slowed(database) });
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => post({ query })))).map(({ status }) => status).sort();
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 503]);
    expect(database.load()).toMatchObject({ running: 0, waiting: 0 });
  }));

test("a write that isn't let through is refused whole and at once, not item by item", () =>
  withDatabase({ gate: { atOnce: 8, waiting: 0, patience: 50 } }, async (database) => {
    const session = database.session();
    let tries = 0;
    const busy: Database = {
      ...database,
      session: () => ({
        ...session,
        write: async (name, work) => {
          tries += 1;
          let release = () => {};
          const held = new Promise<void>((resolve) => void (release = resolve));
          const holding = Array.from({ length: 8 }, () => database.write("test/hold", () => held));
          return session.write(name, work).finally(() => (release(), Promise.all(holding)));
        },
      }),
    };
    const { post } = await serve({ database: busy });
    const input = Array.from({ length: 40 }, (_, at) => ({ key: `d${at}`, title: `d${at}` }));
    const { status, headers, body } = await post({ query: "mutation ($input: [UpsertDomainInput!]!) { upsertDomains(input: $input) { errors { code } } }", variables: { input } });
    expect(body).toEqual({ errors: [expect.objectContaining({ message: expect.stringMatching(/^The service has 8 statements under way/), extensions: { code: "UNAVAILABLE" } })] });
    expect([status, Number(headers.get("retry-after")) > 0, tries]).toEqual([503, true, 1]);
  }));

test("a statement over its time is 503 as well, in both media types; beside an answer that could be given it is an error like any", () =>
  withDatabase({ readLimit: 100 }, async (database) => {
    const { post } = await serve({ database });
    const endless = { ...slow, text: slow.text.replace("300)", "300000)") };
    const session = database.session();
    const { post: stuck } = await serve({ database: { ...database, session: () => ({ ...session, read: (statement) => session.read(statement.text.includes(":Task") ? endless : statement) }) } });
    for (const accept of ["application/json", "application/graphql-response+json"]) {
      const { status, headers, body } = await stuck({ query }, { accept });
      expect([status, headers.get("retry-after"), headers.get("content-type")]).toEqual([503, "2", `${accept}; charset=utf-8`]);
      expect(body).toEqual({ errors: [expect.objectContaining({ message: expect.stringContaining("took longer than it may"), extensions: { code: "UNAVAILABLE" } })] });
    }
    const beside = await stuck({ query: `{ task(key: "a") { key } model(key: "a") { key } __typename }` });
    expect(beside).toMatchObject({ status: 200, body: { data: { task: null, model: null, __typename: "Query" }, errors: [{ extensions: { code: "UNAVAILABLE" } }] } });
    expect((await stuck({ query: `{ task(key: "a") { key } }` })).status).toBe(503);
    expect((await post({ query })).status).toBe(200);
  }));
