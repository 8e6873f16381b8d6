import type { Context } from "../reads/context.js";

/** What the writer needs of a request, in the workspace that it names or its default one. */
export const writing = ({ graph, viewer, request, smallCounts, kept, workspace: usual }: Context, workspace: string | null | undefined) =>
  ({ graph, viewer, request, smallCounts, kept, principal: viewer.principal, workspace: workspace ?? usual });
