import { Field, InputType, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { ContextPack } from "../retrieval/offers.js";
import { enumType } from "../types/fieldTypes.js";
import { Json } from "../types/scalars.js";
import type { GaveWay } from "./assemble.js";
import type { Message } from "../models/offers.js";

const ChatRole = enumType(enumeration("ChatRole", "Who says a message of a chat.", {
  system: "The service: instruction and rules, never a caller's or a document's words.", user: "Whoever asks.", assistant: "The model, in a worked example.",
}));
const PromptPart = enumType(enumeration("PromptPart", "A part of a prompt that gives way when the budget is short.", {
  DEMONSTRATIONS: "Worked examples.", CONTEXT: "Retrieved passages.",
}));

@InputType({ description: "What a prompt is wanted for." })
export class BuildPromptInput {
  @Field(() => String, { description: "Key of the task." }) readonly task!: string;
  @Field(() => Json, { nullable: true, description: "Values of the template's variables, by name. `rules` is filled by the service, `context` too unless it is given." }) readonly variables?: Readonly<Record<string, unknown>> | null;
  @Field(() => Int, { defaultValue: 4096, description: "Most tokens (o200k_base) of the whole chat." }) readonly maxTokens!: number;
  @Field(() => String, { nullable: true, description: "Purpose that it is for; policies and reviews may be limited to one." }) readonly purpose?: string | null;
  @Field(() => String, { nullable: true, description: "Preferred language of wording and examples, as a BCP 47 tag." }) readonly language?: string | null;
  @Field(() => String, { nullable: true, description: "Key of one of the task's prompts; the one that fits best unless given." }) readonly prompt?: string | null;
  @Field(() => String, { nullable: true, description: "Alias of the prompt, such as `production`: then the approved version that it leads to." }) readonly alias?: string | null;
  @Field(() => String, { nullable: true, description: "What to find passages for. Unless given, the texts among the variables, if the template has `{{context}}`." }) readonly query?: string | null;
  @Field(() => [String], { defaultValue: [], description: "Passages only from these corpora, by key." }) readonly corpora!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Passages only in these languages, as BCP 47 tags." }) readonly languages!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Passages only from or about these domains and those below them, by key." }) readonly domains!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Passages only from these documents, by key." }) readonly documents!: readonly string[];
}

@ObjectType({ description: "A message of a chat, as model endpoints take it.", simpleResolvers: true })
export class ChatMessage implements Message {
  @Field(() => ChatRole, { description: "Who says it." }) readonly role!: Message["role"];
  @Field(() => String, { description: "What is said." }) readonly content!: string;
}

@ObjectType({ description: "A part of a prompt for which the budget was short.", simpleResolvers: true })
export class PromptPartLeftOut implements GaveWay {
  @Field(() => PromptPart, { description: "The part." }) readonly part!: GaveWay["part"];
  @Field(() => Int, { description: "Number of examples or chunks that were left out; 1 where there was no room to look for any." }) readonly leftOut!: number;
}

@ObjectType({ description: "A prompt as the service assembled it: the same input on the same graph gives the same bytes.", simpleResolvers: true })
export class AssembledPrompt {
  readonly taskId!: string;
  readonly versionId!: string;
  readonly ownerId!: string;
  readonly exampleIds!: readonly string[];
  readonly leakedIds!: readonly string[];
  readonly ruleIds!: readonly string[];
  /** Moment that its nodes are read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => [ChatMessage], { description: "The chat: instruction and rules, worked examples, then passages and the question." }) readonly messages!: readonly ChatMessage[];
  @Field(() => Int, { description: "Length in tokens (o200k_base), with 4 for each message and 3 for the answer's beginning." }) readonly tokens!: number;
  @Field(() => Int, { description: "Most tokens that it could have: what was asked for, or less where a policy bounds it." }) readonly maxTokens!: number;
  @Field(() => String, { description: "SHA-256 over task, purpose, language, messages and what they were built from: the key of its PromptBuild." }) readonly digest!: string;
  @Field(() => ContextPack, { nullable: true, description: "What was retrieved; null where nothing was looked for." }) readonly context!: ContextPack | null;
  @Field(() => [PromptPartLeftOut], { description: "What gave way because the budget was short; instruction, rules and question never do." }) readonly gaveWay!: readonly PromptPartLeftOut[];
}

@ObjectType({ description: "A prompt and the record of it.", simpleResolvers: true })
export class BuiltPrompt {
  readonly buildId!: string;
  @Field(() => AssembledPrompt, { description: "The prompt." }) readonly prompt!: AssembledPrompt;
  @Field(() => Boolean, { description: "Whether the record is new; false where the same prompt was built before." }) readonly created!: boolean;
}
