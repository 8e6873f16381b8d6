import { expect, test } from "vitest";
import { checkSender } from "../../src/api/guard.js";

const check = (headers: Record<string, string>, hosts: readonly string[] = []) => () => checkSender(headers, { hosts });

test.each(["localhost:4000", "127.0.0.1:4000", "[::1]:4000"])("a program or page at %s may ask", (host) => {
  expect(check({ host })).not.toThrow();
  expect(check({ host, origin: `http://${host}` })).not.toThrow();
});

test("a page of our own origin may ask", () => expect(check({ host: "localhost:4000", origin: "http://localhost:4000" })).not.toThrow());

test.each([
  ["a page elsewhere", { host: "localhost:4000", origin: "https://evil.example" }, "The Origin header is \"https://evil.example\""],
  ["a page on another port", { host: "localhost:4000", origin: "http://localhost:5173" }, "expected pages of http://localhost:4000 only"],
  ["a page without an origin", { host: "localhost:4000", origin: "null" }, "Origin"],
  ["a name that was bound to this address", { host: "evil.example:4000" }, "The Host header is \"evil.example:4000\""],
  ["a name that only begins like ours", { host: "localhost.evil.example" }, "Host"],
  ["a request without a host", {}, "The Host header is null"],
])("%s may not", (_what, headers, message) => expect(check(headers as Record<string, string>)).toThrow(message));

test("a service that was opened takes the hosts of its settings and loopback, no other ones, and still no other origins", () => {
  const hosts = ["evalgraph.example", "[fd00::7]"];
  for (const host of ["evalgraph.example", "Evalgraph.Example:4000", "[fd00::7]:4000", "localhost:4000"]) expect(check({ host }, hosts)).not.toThrow();
  expect(check({ host: "evil.example:4000" }, hosts)).toThrow(/^The Host header is "evil.example:4000"; expected localhost or 127.0.0.1 or evalgraph.example .*EVALGRAPH_HOSTS/);
  expect(check({ host: "evalgraph.example", origin: "https://evil.example" }, hosts)).toThrow("Origin");
});
