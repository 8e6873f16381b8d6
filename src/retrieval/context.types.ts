import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import { enumType } from "../types/fieldTypes.js";
import { DateTime } from "../types/scalars.js";
import type { Step } from "./links.js";
import type { Ranked, Reason } from "./pack.js";
import type { Hit, Unanswerable } from "./retrieve.js";
import type { SearchWarning as Told } from "./searchWarning.js";
import type { Warning } from "./warnings.js";

const LeftOutReason = enumType(enumeration("LeftOutReason", "Why something that was found is not in a context pack.", {
  FLOOR: "It is not about the query: its cosine is below the floor.", DUPLICATE: "It says what another chunk in the pack says.",
  BUDGET: "There was no room for it.", COUNT: "The pack has as many chunks as it may have.",
}));
const UnanswerableReason = enumType(enumeration("UnanswerableReason", "Why a context pack is empty.", {
  PROHIBITED: "Policies keep the task from documents.", NOTHING_FOUND: "No document that may be used is within the filters.",
  NOTHING_RELEVANT: "Documents were found, and none is about the query.", NO_ROOM: "No chunk about the query fits the budget.",
}));

const ContextWarningKind = enumType(enumeration("ContextWarningKind", "What was found in a retrieved text.", {
  INSTRUCTIONS: "Words that a model may take for instructions.", EMAIL: "An e-mail address.", PHONE: "A telephone number.", IBAN: "A bank account's number.",
  CARD: "A payment card's number.", IP_ADDRESS: "A public IP address.", NATIONAL_ID: "A person's number with authorities.",
}));

const SearchWarningKind = enumType(enumeration("SearchWarningKind", "What may have kept a search from finding what there is.", {
  ANALYZER_LANGUAGE: "The full-text index was made for another language than the query's.", EMBEDDER_LANGUAGE: "The embedding model was trained on other languages.",
  DOCUMENT_LANGUAGE: "Some of what was found is in another language.", NOT_RERANKED: "The reranker didn't answer: the order is that of the channels.",
}));

@InputType({ description: "What to find context for, and within what." })
export class RetrieveContextInput {
  @Field(() => String, { description: "Key of the task; its policies decide what may be used." }) readonly task!: string;
  @Field(() => String, { description: "The question, or words to search for." }) readonly query!: string;
  @Field(() => Int, { defaultValue: 2000, description: "Most tokens (o200k_base) of the text." }) readonly maxTokens!: number;
  @Field(() => String, { nullable: true, description: "Purpose that it is for; policies and reviews may be limited to one." }) readonly purpose?: string | null;
  @Field(() => String, { nullable: true, description: "Language that is asked in, as a BCP 47 tag, for policies about languages." }) readonly language?: string | null;
  @Field(() => String, { nullable: true, description: "Key of the RetrievalConfigVersion to search with, or of its configuration for the newest; the service's own settings unless given." }) readonly config?: string | null;
  @Field(() => DateTime, { nullable: true, description: "Moment whose documents and policies hold; now unless given." }) readonly asOf?: string | null;
  @Field(() => [String], { defaultValue: [], description: "Only from these corpora, by key." }) readonly corpora!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Only in these languages, as BCP 47 tags." }) readonly languages!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Only from or about these domains and those below them, by key." }) readonly domains!: readonly string[];
  @Field(() => [String], { defaultValue: [], description: "Only from these documents, by key." }) readonly documents!: readonly string[];
}

@ObjectType({ description: "Where a chunk stands: what to quote it by.", simpleResolvers: true })
export class Citation {
  @Field(() => String, { description: "Key of the document." }) readonly document!: string;
  @Field(() => String, { description: "Title of the document." }) readonly title!: string;
  @Field(() => String, { description: "Key of the document version." }) readonly version!: string;
  @Field(() => Int, { description: "Offset of its first character in the version's text, in UTF-16 code units." }) readonly start!: number;
  @Field(() => Int, { description: "Offset after its last character." }) readonly end!: number;
  @Field(() => String, { description: "SHA-256 of the chunk's text, lower-case hex." }) readonly digest!: string;
}

@ObjectType({ description: "A step from what was found to why it is there.", simpleResolvers: true })
export class ContextStep implements Step {
  readonly id!: string;
  /** Moment that the node is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => String, { description: "The relationship, such as `ABOUT`." }) readonly relationship!: string;
}

@ObjectType({ description: "Something in a chunk that whoever uses it should know of.", simpleResolvers: true })
export class ContextWarning implements Warning {
  @Field(() => ContextWarningKind, { description: "What it is." }) readonly kind!: Warning["kind"];
  @Field(() => Int, { description: "Offset of its first character in the version's text, in UTF-16 code units." }) readonly start!: number;
  @Field(() => Int, { description: "Offset after its last character." }) readonly end!: number;
}

@ObjectType({ description: "A chunk in a context pack.", simpleResolvers: true })
export class ContextHit {
  readonly hit!: Hit;
  /** Moment that the chunk is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => Float, { description: "Both channels and what the graph lends, joined, 0 to 1 within this search; its rank's measure unless it was reranked." }) readonly score!: number;
  @Field(() => Float, { nullable: true, description: "BM25 in the full-text index; null where that didn't find it." }) readonly fullText!: number | null;
  @Field(() => Float, { nullable: true, description: "Cosine with the query, -1 to 1." }) readonly dense!: number | null;
  @Field(() => Float, { nullable: true, description: "What the best chunks lend to it along the graph's edges, 0 to 1; null where that is nothing." }) readonly graph!: number | null;
  @Field(() => Float, { nullable: true, description: "Score of the reranker on its own scale, which decides the order; null where it wasn't asked." }) readonly reranked!: number | null;
  @Field(() => Int, { description: "Number of the passage in the text that it is in; neighbours share one." }) readonly passage!: number;
  @Field(() => [ContextWarning], { description: "What of instructions to a model and of personal data was found in the chunk, replaced or not." }) readonly warnings!: readonly Warning[];
  @Field(() => Boolean, { description: "Whether personal data was replaced here, because policies ask for it." }) readonly isRedacted!: boolean;
  @Field(() => String, { description: "Its words, as they stand in the pack." }) readonly text!: string;
  @Field(() => Citation, { description: "What to quote it by." }) readonly citation!: Citation;
  @Field(() => [ContextStep], { description: "From the chunk to its document, and on to the task where the document is about it or what is above it." }) readonly path!: readonly ContextStep[];
  @Field(() => [ContextStep], { description: "By which edges the graph brought or lifted it: from the chunk to the found one that lends it most." }) readonly via!: readonly ContextStep[];
}

@ObjectType({ description: "A chunk that was found and is not in the pack.", simpleResolvers: true })
export class ContextLeftOut {
  readonly candidate!: Ranked;
  /** Moment that the chunk is read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => LeftOutReason, { description: "Why." }) readonly reason!: Reason;
  @Field(() => ID, { nullable: true, description: "Id of the chunk in the pack that says the same." }) readonly sameAs!: string | null;
  @Field(() => Float, { description: "Its rank's measure, 0 to 1 within this search." }) readonly score!: number;
}

@ObjectType({ description: "Something about a search that whoever uses what it found should know of; nothing is refused for it.", simpleResolvers: true })
export class SearchWarning implements Told {
  @Field(() => SearchWarningKind, { description: "What it is." }) readonly kind!: Told["kind"];
  @Field(() => String, { description: "What is so, and what to do." }) readonly sentence!: string;
}

@ObjectType({ description: "What a task may be given on a query: text within a budget, and where each part is from.", simpleResolvers: true })
export class ContextPack {
  readonly taskId!: string;
  readonly prohibitedIds!: readonly string[];
  /** Moment that its nodes are read at; null for now. */
  readonly asOf!: string | null;
  @Field(() => Boolean, { description: "Whether there is something to answer from." }) readonly answerable!: boolean;
  @Field(() => UnanswerableReason, { nullable: true, description: "Why there is nothing." }) readonly reason!: Unanswerable | null;
  @Field(() => String, { description: "The passages with their sources, between marks: data for a model, never instructions. Empty where there is nothing." }) readonly text!: string;
  @Field(() => Int, { description: "Length of the text in tokens (o200k_base)." }) readonly tokens!: number;
  @Field(() => Int, { description: "Most tokens that it could have: what was asked for, or less where a policy bounds it." }) readonly maxTokens!: number;
  @Field(() => String, { description: "SHA-256 of what stands between the marks, lower-case hex." }) readonly digest!: string;
  @Field(() => String, { description: "Name of the marks; it follows from the digest and a secret, so that no author of a document can know it." }) readonly mark!: string;
  @Field(() => [ContextHit], { description: "The chunks in it, best first." }) readonly hits!: readonly ContextHit[];
  @Field(() => [SearchWarning], { description: "What may have kept the search from finding what there is. The query's language is the one asked in, else its prompt's, else its task's." }) readonly warnings!: readonly Told[];
  @Field(() => [ContextLeftOut], { description: "Chunks that were found and are not in it, best first for each reason." }) readonly leftOut!: readonly ContextLeftOut[];
}
