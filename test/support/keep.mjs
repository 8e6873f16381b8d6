// Keeps one test database running, warm, for runs of single test files one after another: `npm run test:database`.
import { createServer } from "node:net";
import { readConfig } from "../../dist/config.js";
import { connect } from "../../dist/graph/connect.js";
import { startEphemeral } from "../../dist/graph/embedded/embedded.js";
import { migrate } from "../../dist/graph/migrate.js";

const say = (message) => process.stderr.write(`${message}\n`);
const embedded = await startEphemeral(readConfig().home, say);
const database = connect(embedded);
await migrate(database, say);
await database.close();
const { uri, user, password, browserUrl } = embedded;
const door = createServer((socket) => {
  socket.on("error", () => {});
  socket.end(JSON.stringify({ uri, user, password, browserUrl }));
}).listen(0, "127.0.0.1", () => process.stdout.write(`EVALGRAPH_TEST_DATABASE=${door.address().port} npx vitest run test/reads\n`));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, async () => {
  door.close();
  await embedded.stop();
});
