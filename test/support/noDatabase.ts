import type { Database, Session } from "../../src/graph/database.js";

const refused = (): Promise<never> => Promise.reject(new Error("This test needs no database."));
const session: Session = { read: refused, write: refused, bookmarks: refused };

/** For what has to be answered without a statement: any is an error. */
export const noDatabase: Database = { ...session, session: () => session, observe: () => () => undefined, load: () => ({ running: 0, waiting: 0, refused: 0 }), close: async () => undefined };
