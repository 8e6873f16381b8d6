// Whether two answers say the same: the peer has lists where this service has one thing, a page or a relationship with its end.

/** @throws Error that shows where they differ. */
export function requireEqual(shape, variables, ours, theirs) {
  const [own, other] = [ours, theirs].map(({ data, errors }) => {
    if (errors) throw new Error(`${shape} was answered with errors: ${JSON.stringify(errors).slice(0, 500)}`);
    return JSON.stringify(normal(Object.values(data)[0]));
  });
  if (own === "null") throw new Error(`${shape} found nothing for ${JSON.stringify(variables)}.`);
  if (own === other) return;
  const at = [...own].findIndex((letter, place) => letter !== other[place]);
  const around = (text) => text.slice(Math.max(0, at - 120), at + 120);
  throw new Error(`${shape} is answered differently for ${JSON.stringify(variables)}:\n${around(own)}\n${around(other)}`);
}

/** Pages and links are what they hold, a list of one is that one, an empty one null, and order counts for nothing. */
function normal(value) {
  if (Array.isArray(value)) {
    const items = value.map(normal).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return items.length === 0 ? null : items.length === 1 ? items[0] : items;
  }
  if (typeof value === "number") return Number(value.toFixed(4));
  if (value === null || typeof value !== "object") return value;
  const names = Object.keys(value).sort();
  if (names.length === 1 && ["nodes", "edges", "node"].includes(names[0])) return normal(value[names[0]]);
  return Object.fromEntries(names.map((name) => [name, normal(value[name])]));
}
