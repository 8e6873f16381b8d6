// A process that starts the database of a home and stays: node parent.mjs HOME BOLT_PORT BROWSER_PORT. Prints how to reach it.
import { startEmbedded } from "../../dist/graph/embedded/embedded.js";

const [home, boltPort, httpPort] = process.argv.slice(2);
const { stop, ended, ...running } = await startEmbedded({ home, boltPort: Number(boltPort), httpPort: Number(httpPort), progress: () => {} });
console.log(JSON.stringify(running));
process.on("SIGTERM", () => void stop().then(() => process.exit(0)));
await ended;
