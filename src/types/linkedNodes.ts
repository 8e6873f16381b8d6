import { Extensions, Field, type ClassType } from "type-graphql";
import type { Linked } from "../reads/linked.js";

/** A field that shows nodes. */
export interface LinkedField<T> {
  readonly type: () => object;
  readonly description: string;
  /** Where an object has their ids; in a property of the field's name unless given. */
  readonly of?: (object: T) => string | readonly string[];
  /** Whether a list leaves out those that the viewer may not see. */
  readonly seen?: true;
}

/**
 * Gives a type of an algorithm's answers fields that show the nodes whose ids its objects hold: what was selected of them is one
 * planned read a field for all objects of the answer. They are read at the moment in an object's `asOf`, or as they are now without.
 */
export function linked<T extends object>(target: ClassType<T>, fields: Readonly<Record<string, LinkedField<T>>>): void {
  for (const [name, { type, description, of, seen }] of Object.entries(fields)) {
    const link: Linked = {
      of: (of ?? ((object: T) => object[name as keyof T])) as Linked["of"],
      asOf: (object) => (object as { readonly asOf?: string | null }).asOf ?? null,
      seen: seen ?? false,
    };
    Field(type, { description })(target.prototype as object, name);
    Extensions({ linked: link })(target.prototype as object, name);
  }
}
