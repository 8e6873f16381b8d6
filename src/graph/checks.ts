/** What was looked at, what was found, and what to do if that isn't right. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly expected: string;
  /** Null where there is nothing to do. */
  readonly advice: string | null;
}

export const check = (name: string, ok: boolean, found: string, expected: string, advice: string): Check =>
  ({ name, ok, found, expected, advice: ok ? null : advice });

/** The checks as lines for people. */
export const formatChecks = (checks: readonly Check[]): string => checks.map(line).join("\n");

const line = ({ name, ok, found, expected, advice }: Check) =>
  (ok ? `ok    ${name}: ${found}` : `FAIL  ${name}: ${found}; expected ${expected}.${advice === null ? "" : ` ${advice}`}`);

/** Whether a version such as `5.26.30` is at least this one. */
export function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split(".").map(Number);
  return a > major || (a === major && b >= minor);
}
