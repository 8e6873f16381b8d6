import type { Service } from "./request.js";

/** Whether requests can be answered: the database took a statement just now. */
export interface Readiness {
  readonly ready: boolean;
  readonly database: "up" | "down" | "busy";
  readonly workspace: string;
}

export async function isReady({ database, workspace }: Service): Promise<Readiness> {
  try {
    await database.read({ name: "readyz", text: "RETURN 1 AS one", parameters: {} });
    return { ready: true, database: "up", workspace };
  } catch {
    return { ready: false, database: database.load().waiting > 0 ? "busy" : "down", workspace };
  }
}
