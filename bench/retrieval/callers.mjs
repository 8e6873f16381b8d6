// Who asks: each sees some domains of the collection, and everybody what is shared.
import { shares, workspace } from "./collection.mjs";

const seeing = (name, domains) => ({ name, domains, viewer: { principal: "person/bench", scopes: domains && [`${workspace}/*`, `${workspace}/root`, ...domains.map((domain) => `${workspace}/${domain}`)], clearance: 2, roles: [] } });

/** `domains` null for all. */
export const callers = [
  seeing("everything", null), seeing("50 %", ["half"]), seeing("10 %", ["tenth"]), seeing("1 %", ["hundredth"]), seeing("one far topic", ["far"]), seeing("all five domains", Object.keys(shares)),
];
