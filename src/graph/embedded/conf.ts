/** Where a server keeps its things and listens. */
export interface Place {
  /** Its folder: data, conf, logs. */
  readonly folder: string;
  readonly boltPort: number;
  readonly httpPort: number;
  /** Style that Neo4j Browser fetches after login. */
  readonly styleUrl?: string | undefined;
  /** Further lines of neo4j.conf. */
  readonly settings?: readonly string[] | undefined;
}

export const LOOPBACK = "127.0.0.1";

/**
 * Text of neo4j.conf. Loopback only, nothing reported to anybody, no log that holds values of queries. What a bookmark stands for
 * is there at once in a database of one server, or on a busy machine as soon as the commits before it are closed, which took over a second;
 * one that is ahead is waited for twice as long as is set. A plan serves all lengths
 * of its parameters: by default Neo4j plans a statement anew for texts and lists of 0, 1, up to 10, 100, 1000 elements, in each of them. A vector
 * index that grows has up to 8 segments before they are merged, not 50 as by default, and each is searched by itself: what had grown from 10,000 chunks to 100,000 was searched in
 * 108 ms in place of 180. For that the growth took 150 s in place of 110, without the embedding.
 */
export const neo4jConf = ({ boltPort, httpPort, styleUrl, settings = [] }: Place): string => `# Written at each start.
server.default_listen_address=${LOOPBACK}
server.bolt.listen_address=${LOOPBACK}:${boltPort}
server.bolt.advertised_address=${LOOPBACK}:${boltPort}
server.http.listen_address=${LOOPBACK}:${httpPort}
server.http.advertised_address=${LOOPBACK}:${httpPort}
server.https.enabled=false
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=256M size
db.transaction.bookmark_ready_timeout=3s
db.logs.query.enabled=OFF
dbms.logs.http.enabled=false
dbms.usage_report.enabled=false
server.bolt.telemetry.enabled=false
client.allow_telemetry=false
internal.dbms.bolt.netty_server_shutdown_timeout=1s
internal.cypher.use_parameter_size=false
internal.dbms.index.vector.standard_merge_factor=8
${styleUrl === undefined ? "" : `browser.post_connect_cmd=style ${styleUrl}\nbrowser.remote_content_hostname_whitelist=${new URL(styleUrl).hostname}\n`}${settings.map((line) => `${line}\n`).join("")}`;

/**
 * Arguments of `java` that run the server; the heap of 1 GB holds a graph of a million nodes. On so small a heap the serial
 * collector takes 120 MB less than the usual one.
 */
export const serverArguments = (jars: string, folder: string): readonly string[] => [
  "-XX:+UseSerialGC", "-Xms256m", "-Xmx1g",
  ...["java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"].map((open) => `--add-opens=java.base/${open}=ALL-UNNAMED`),
  "-Dio.netty.tryReflectionSetAccessible=true", "-Dfile.encoding=UTF-8",
  "-cp", `${jars}/*`, "org.neo4j.server.CommunityEntryPoint", `--home-dir=${folder}`, `--config-dir=${folder}/conf`,
];
