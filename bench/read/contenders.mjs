// The three processes that are compared, each with the flags of `npm start` and NODE_ENV=production.
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { principal, workspace } from "./graph.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { scripts } = JSON.parse(readFileSync(here("../../package.json"), "utf8"));
const flags = scripts.start.match(/--\S+/g);

const programs = {
  service: { file: here("../../dist/main.js"), parameters: ["serve"], path: "/graphql" },
  peer: { file: here("peer.mjs"), parameters: [], path: "/" },
  driver: { file: here("driver.mjs"), parameters: [], path: "/" },
};
export const names = Object.keys(programs);

/**
 * Starts one on a free port and waits until it answers. What it logs goes to `log`, a file descriptor: the service's lines of
 * JSON are written as they would be anywhere.
 */
export async function startContender(name, { database: { uri, user, password }, log, nodeFlags = [] }) {
  const { file, parameters, path } = programs[name];
  const port = await freePort();
  const child = fork(file, parameters, {
    execArgv: [...flags, ...nodeFlags, "--import", new URL("meter.mjs", import.meta.url).href],
    env: {
      ...process.env, NODE_ENV: "production", PORT: String(port), EVALGRAPH_WORKSPACE: workspace, EVALGRAPH_SEEDS: "none", EVALGRAPH_LOG_LEVEL: "info",
      NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: "neo4j",
    },
    stdio: ["ignore", log, log, "ipc"],
  });
  const ended = once(child, "exit");
  const contender = {
    name, pid: child.pid, url: `http://127.0.0.1:${port}${path}`,
    headers: { "content-type": "application/json", "evalgraph-principal": principal },
    meter: async () => {
      const answer = once(child, "message");
      child.send("meter");
      return (await answer)[0];
    },
    stop: async () => {
      if (child.connected) child.send("end");
      if (await Promise.race([ended.then(() => true), setTimeout(20_000, false, { ref: false })])) return;
      child.kill("SIGKILL");
      await ended;
    },
  };
  await answering(contender, child);
  return contender;
}

async function answering({ name, url, headers }, child) {
  for (const end = Date.now() + 60_000; Date.now() < end; await setTimeout(100)) {
    if (child.exitCode !== null) throw new Error(`The ${name} ended with ${child.exitCode} before it answered; its log says why.`);
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: "{ __typename }" }) }).catch(() => null);
    if (response?.status === 200) return;
  }
  throw new Error(`The ${name} didn't answer within a minute; its log says why.`);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
