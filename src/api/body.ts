import type { IncomingMessage } from "node:http";
import { Problem } from "../entity/problem.js";

/**
 * A request's body as text, by events, which cost less than an iterator over it.
 * @throws Problem BAD_INPUT with this advice for one over `longest` bytes, of which the rest isn't kept.
 */
export const bodyOf = (request: IncomingMessage, longest: number, advice: string): Promise<string> => new Promise((resolve, reject) => {
  const parts: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer): void => {
    size += part.length;
    parts.push(part);
    if (size <= longest) return;
    request.off("data", take);
    reject(new Problem("BAD_INPUT", `The request is over ${longest / 2 ** 20} MB; ${advice}.`));
  };
  request.on("data", take);
  request.on("end", () => resolve(Buffer.concat(parts).toString()));
  request.on("error", reject);
});
