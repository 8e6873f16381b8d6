/** A GraphQL input as a line of JSON: plain objects, and nothing where nothing was given. For items in which null says no more than that. */
export const withoutNulls = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== undefined).map(([name, each]) => [name, plainly(each)]));

const plainly = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(plainly) : typeof value === "object" && value !== null ? withoutNulls(value) : value;
