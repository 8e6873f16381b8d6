/** Where models are served by OpenAI's protocol, as vLLM, TEI, Ollama and others do. */
export interface Endpoint {
  /** Base of the API, such as `http://localhost:11434/v1`. */
  readonly url: string;
  /** Sent as a bearer token; null for none. */
  readonly key: string | null;
}

/** One request; why there is no response is given back and not thrown. */
export const post = ({ url, key }: Endpoint, path: string, body: object, signal: AbortSignal): Promise<Response | Error> =>
  fetch(`${url.replace(/\/+$/, "")}/${path}`, {
    method: "POST", body: JSON.stringify(body), signal, headers: { "content-type": "application/json", ...(key !== null && { authorization: `Bearer ${key}` }) },
  }).catch((error: unknown) => error as Error);

/** Whether the same request may be answered later. */
export const isBusy = ({ status }: Response): boolean => status === 429 || status >= 500;

/** How long to wait after so many attempts, in ms: what the server asks for (`retry-after`), else twice as long each time, give or take half of it. */
export function pauseAfter(attempt: number, response: Response | Error, first: number): number {
  const wanted = response instanceof Error ? NaN : 1000 * Number(response.headers.get("retry-after") ?? NaN);
  return Math.min(Number.isFinite(wanted) ? wanted : first * 2 ** (attempt - 1) * (0.5 + Math.random()), longestPause);
}
const longestPause = 20_000;

/** Why nothing was reached. */
export const unreachable = (error: Error): string => (error.cause instanceof Error ? error.cause.message || (error.cause as { readonly code?: string }).code || error.message : error.message);

/** What a server says with its refusal, in one line: `401 (bad key)`. */
export async function refusal(response: Response): Promise<string> {
  const text = (await response.text().catch(() => "")).replace(/\s+/g, " ").slice(0, longestQuote);
  return `${response.status}${text === "" ? "" : ` (${text})`}`;
}
const longestQuote = 300;
