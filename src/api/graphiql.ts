import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A file served as it is. */
export interface Asset {
  readonly type: string;
  readonly body: string | Buffer;
}

/** GraphiQL from the installed packages: the page at `/graphiql` loads nothing from elsewhere. */
export function graphiql(path: string): Asset | undefined {
  if (path === "/graphiql" || path === "/graphiql/") return { type: "text/html; charset=utf-8", body: page };
  const file = files[path.replace(/^\/graphiql\//, "")];
  if (!file) return undefined;
  return { type: path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", body: readFileSync(file()) };
}

const require = createRequire(import.meta.url);
const within = (name: string, path: string) => (): string => join(dirname(require.resolve(`${name}/package.json`)), path);
const files: Readonly<Record<string, () => string>> = {
  "react.js": within("react", "umd/react.production.min.js"),
  "react-dom.js": within("react-dom", "umd/react-dom.production.min.js"),
  "graphiql.js": within("graphiql", "graphiql.min.js"),
  "graphiql.css": within("graphiql", "graphiql.min.css"),
};

const welcome = `# evalgraph: ask the graph. Ctrl-Enter runs this query; the book on the left is the documentation.
{
  tasks(first: 5, orderBy: [{ field: TITLE }]) {
    totalCount
    nodes { key title parent { title } domains { title } kpis { nodes { title target } } }
  }
}
`;

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>evalgraph · GraphiQL</title>
<style>body { margin: 0 } #graphiql { height: 100vh }</style>
<link rel="stylesheet" href="/graphiql/graphiql.css">
</head>
<body>
<div id="graphiql">Loading...</div>
<script src="/graphiql/react.js"></script><script src="/graphiql/react-dom.js"></script><script src="/graphiql/graphiql.js"></script>
<script>
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: ${JSON.stringify(welcome)}, shouldPersistHeaders: true }));
</script>
</body>
</html>
`;
