import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../config.js";
import { Problem } from "../entity/problem.js";

/**
 * Refuses what a web page could send on its visitor's behalf. A page elsewhere can make a browser talk to this service on
 * loopback in two ways: by a request across origins, which carries an `Origin` other than ours, and by giving its own name this
 * address (DNS rebinding), which shows in `Host`. So `Host` must be a loopback name or one of `hosts`, the names that the settings
 * give a service that was opened to a network, and an `Origin`, where there is one, must be of that same host.
 */
export function checkSender(headers: IncomingHttpHeaders, { hosts }: { readonly hosts: readonly string[] }): void {
  const { host, origin } = headers;
  const name = host === undefined ? undefined : nameOf(host);
  if (name === undefined || !(isLoopback(name) || hosts.includes(name)))
    throw new Problem("FORBIDDEN", `The Host header is ${JSON.stringify(host ?? null)}; expected ${["localhost", "127.0.0.1", ...hosts].join(" or ")}. Use that address, or set EVALGRAPH_OPEN=1 and EVALGRAPH_HOSTS to the names under which a network reaches the service.`);
  if (origin !== undefined && hostOf(origin) !== host)
    throw new Problem("FORBIDDEN", `The Origin header is ${JSON.stringify(origin)}; expected pages of http://${host} only. Call the service from there or from a program.`);
}

const nameOf = (host: string): string => host.toLowerCase().replace(/:\d+$/, "");

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
