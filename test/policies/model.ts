import type { GeneratedPolicy, Hierarchy, Period } from "./generated.js";

const holds = ({ from, to }: Period, at: string) => (from === null || from <= at) && (to === null || to > at);

/** What reaches a task, said in loops over plain objects: policy, and the length of the shortest way to it. */
export function reaching({ tasks, domains, policies }: Hierarchy, task: string, at: string): Map<GeneratedPolicy, number> {
  const places = new Map<string, number>();
  for (let [here, far] = [tasks.find(({ id }) => id === task), 0]; here; far += 1) {
    places.set(here.id, far);
    const parent: { id: string } & Period | null = here.parent;
    here = parent && holds(parent, at) ? tasks.find(({ id }) => id === parent.id) : undefined;
  }
  for (const own of tasks.find(({ id }) => id === task)!.domains) {
    let far = 1;
    for (let domain: string | null = own; domain; far += 1) {
      const known = places.get(domain);
      places.set(domain, known === undefined ? far : Math.min(known, far));
      domain = domains.find(({ id }) => id === domain)!.parent;
    }
  }
  const found = new Map<GeneratedPolicy, number>();
  for (const policy of policies) {
    if (policy.state === "RETIRED" || !holds(policy.effective, at)) continue;
    if (policies.some((newer) => newer.supersedes === policy.id && newer.state !== "DRAFT" && newer.effective.from <= at)) continue;
    for (const { place, ...period } of policy.on)
      if (places.has(place) && holds(period, at)) found.set(policy, Math.min(found.get(policy) ?? Infinity, places.get(place)!));
  }
  return found;
}

/** The answer to one use of one task: truth tables instead of sets of rules. */
export function answer(world: Hierarchy, task: string, purpose: string | null, at: string) {
  const line: string[] = [];
  for (let here = world.tasks.find(({ id }) => id === task); here; here = here.parent && holds(here.parent, at) ? world.tasks.find(({ id }) => id === here!.parent!.id) : undefined)
    line.push(here.id);
  let [forbidden, permitted, most] = [false, false, Infinity];
  const duties: string[] = [];
  for (const policy of reaching(world, task, at).keys()) {
    const speaks = policy.state === "APPROVED" && (!policy.purpose || policy.purpose === purpose) && (!policy.assigned || line.includes(policy.assigned));
    if (!speaks) continue;
    if (policy.effect === "PROHIBIT") forbidden = true;
    if (policy.effect === "PERMIT") permitted = true;
    if (policy.effect === "OBLIGE") duties.push(policy.id);
  }
  for (const policy of reaching(world, task, at).keys())
    if (policy.state === "APPROVED" && (!policy.purpose || policy.purpose === purpose) && (!policy.assigned || line.includes(policy.assigned))
      && policy.maxTokens && (policy.effect === "OBLIGE" || (policy.effect === "PERMIT" && !forbidden))) most = Math.min(most, policy.maxTokens);
  return { allowed: !forbidden, why: forbidden ? "PROHIBITED" : permitted ? "PERMITTED" : "SILENT", duties: duties.sort(), most: most === Infinity ? null : most };
}
