/** A chat message as model endpoints take it. */
export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A model that answers chats, at temperature 0 and with a seed: as much alike from call to call as its server makes it. */
export interface Chat {
  /** Its name at the endpoint. */
  readonly model: string;
  /**
   * What it answers to a chat, never empty.
   * @throws Problem BAD_INPUT where this chat isn't answered and another may be; UNAVAILABLE where nothing is.
   */
  answer(messages: readonly Message[], options?: AnswerOptions): Promise<string>;
}

export interface AnswerOptions {
  /** Tokens after which it is cut off; the server's own bound unless given. */
  readonly maxTokens?: number;
  /** 0 unless given. */
  readonly seed?: number;
}
