/** What kind of thing went wrong; clients tell errors apart by it. */
export type ProblemCode = "BAD_INPUT" | "NOT_FOUND" | "FORBIDDEN" | "CONFLICT" | "UNAVAILABLE" | "INTERNAL";

/** An error that its reader can act on: the value, what was expected, and what to do next. Its message goes out as it is. */
export class Problem extends Error {
  constructor(readonly code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "Problem";
  }
}
