import { ulid } from "ulid";
import { readConfig } from "../config.js";
import { connect } from "../graph/connect.js";
import { startEphemeral } from "../graph/embedded/embedded.js";
import { embeddingModel } from "../graph/embedded/model.js";
import { migrate } from "../graph/migrate.js";
import { localOwner, viewerOf } from "../workspaces/offers.js";
import type { LoadContext } from "../writes/load.js";
import type { Output } from "./output.js";

/** Where test data is loaded to: nothing else is in that database. */
const workspace = "evaluation";

/** Works in a database of its own that is gone afterwards; `embeds`: the work needs the embedding model, which is fetched first. */
export async function inEphemeral<T>(out: Output, { embeds }: { readonly embeds: boolean }, work: (context: LoadContext) => Promise<T>): Promise<T> {
  const { home, embedder } = readConfig();
  if (embeds && embedder === null) await embeddingModel(home, out.say);
  const embedded = await startEphemeral(home, out.say);
  try {
    const database = connect(embedded);
    try {
      await migrate(database, out.say);
      const graph = database.session();
      return await work({ graph, workspace, principal: localOwner, viewer: await viewerOf(graph, localOwner), request: ulid() });
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
  }
}
