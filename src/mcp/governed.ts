import type { Template } from "../prompts/offers.js";
import type { Serving } from "./serving.js";

/** A prompt with its newest approved version, of those that the viewer sees. */
export interface Governed {
  readonly key: string;
  readonly title: string;
  /** Key of its task. */
  readonly task: string;
  /** Key of the version. */
  readonly version: string;
  readonly template: Template;
}

/** Prompts that are put into others are told to this depth; what deeper ones take is no argument, and may be given still. */
const prompts = `query prompts($after: String, $key: StringFilter, $workspace: String) {
  prompts(first: 50, after: $after, workspace: $workspace, filter: { key: $key, versions: { some: { state: { eq: APPROVED } } } }) {
    pageInfo { hasNextPage endCursor }
    nodes {
      key
      title
      task { key }
      versions(first: 1, filter: { state: { eq: APPROVED } }, orderBy: [{ field: ORDINAL, direction: DESC }]) {
        nodes { key template variables embeds { node { prompt { key } template embeds { node { prompt { key } template } } } } }
      }
    }
  }
}`;

interface Part {
  readonly template: string;
  readonly prompt: { readonly key: string } | null;
  readonly embeds?: readonly { readonly node: Part | null }[];
}

interface Found {
  readonly prompts: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly key: string; readonly title: string; readonly task: { readonly key: string } | null;
      readonly versions: { readonly nodes: readonly (Part & { readonly key: string; readonly variables: Readonly<Record<string, unknown>> | null })[] };
    }[];
  };
}

export interface Asked {
  readonly after?: string | undefined;
  /** Only that with this key. */
  readonly key?: string;
}

/** A page of the approved prompts, and the cursor of the next where there is one. */
export async function governed({ ask, workspace }: Serving, { after, key }: Asked): Promise<{ readonly found: readonly Governed[]; readonly next: string | null }> {
  const { prompts: { pageInfo, nodes } } = await ask(prompts, { workspace, ...(after !== undefined && { after }), ...(key !== undefined && { key: { eq: key } }) }) as unknown as Found;
  const found = nodes.flatMap(({ key, title, task, versions: { nodes: [version] } }): readonly Governed[] =>
    (task && version ? [{ key, title, task: task.key, version: version.key, template: { text: version.template, partials: Object.fromEntries(partials(version)), types: version.variables ?? {} } }] : []));
  return { found, next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

const partials = ({ embeds = [] }: Part): readonly (readonly [string, string])[] =>
  embeds.flatMap(({ node }) => (node?.prompt ? [[node.prompt.key, node.template] as const, ...partials(node)] : []));
