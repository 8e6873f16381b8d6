import { afterEach, beforeEach, vi } from "vitest";

/** What commands print in a test: results on `out`, all else on `err`. */
export interface Printed {
  out: string;
  err: string;
}

/** Keeps from the terminal what is printed in a file's tests, and has each test begin with nothing. */
export function withPrinted(): Printed {
  const printed: Printed = { out: "", err: "" };
  beforeEach(() => {
    Object.assign(printed, { out: "", err: "" });
    vi.spyOn(process.stdout, "write").mockImplementation((text) => ((printed.out += String(text)), true));
    vi.spyOn(process.stderr, "write").mockImplementation((text) => ((printed.err += String(text)), true));
  });
  afterEach(() => void vi.restoreAllMocks());
  return printed;
}
