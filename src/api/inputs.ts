import type { Catalogue } from "../entity/catalogue.js";
import type { Edge } from "../entity/edges.js";
import { endLabel } from "../entity/ends.js";
import type { Entity } from "../entity/entity.js";
import { isOpen, writable, writableEdges } from "../entity/lines.js";
import { period, typeName } from "./connections.js";
import { inputType, mapped, type Member, type Members, type Type } from "../types/dynamic.js";
import { members } from "../types/fieldTypes.js";
import { NodeKeyInput } from "../types/shared.js";

/** Makes `UpsertTaskInput` and the inputs of its relationships; kinds that share a relationship share its input. */
export function upsertInputs({ entities }: Catalogue): (entity: Entity) => Type {
  const made = new Map<string, Type>();
  return (entity) => inputType(`Upsert${entity.label}Input`, entity.description, {
    ...(!entity.derived && { key: { type: () => String, description: entity.key } }),
    ...mapped(members(writable(entity)), (member) => ({ ...member, optional: true })),
    ...mapped(writableEdges(entity), (edge): Member => {
      const link = linkType(edge);
      return { type: () => (edge.many ? [link] : link), description: edge.description, optional: true };
    }),
  });

  function linkType(edge: Edge): Type | typeof String {
    const { properties, ends } = edge.options;
    if (!properties) return isOpen(edge) ? NodeKeyInput : String;
    const name = `${typeName(edge, endLabel(entities, edge))}Input`;
    const end: Members = {
      ...(isOpen(edge) && { type: { type: () => String, description: `Its type: ${edge.to.join(", ")}.` } }),
      key: { type: () => String, description: isOpen(edge) ? "Its natural key." : entities.get(edge.to[0]!)!.key },
    };
    if (!made.has(name)) made.set(name, inputType(name, edge.description, { ...end, ...members(properties), ...(ends && period) }));
    return made.get(name)!;
  }
}
