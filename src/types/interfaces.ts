import { abstract } from "../entity/abstract.js";
import { commonFields, versionFields } from "../entity/common.js";
import { interfaceType } from "./dynamic.js";
import { members } from "./fieldTypes.js";

export const Node = interfaceType("Node", abstract.Node.description, members(commonFields));

export const Version = interfaceType("Version", abstract.Version.description, {
  ...members(commonFields),
  ...members(versionFields),
  head: { type: () => Node, description: abstract.Version.edges.head.description, optional: true },
}, [Node]);
