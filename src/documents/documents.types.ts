import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Sensitivity } from "../entity/common.js";
import { enumType } from "../types/fieldTypes.js";
import { DateTime } from "../types/scalars.js";
import { ItemError, NodeKeyInput } from "../types/shared.js";
import type { IncomingDocument, Ingested } from "./ingest.js";

@InputType({ description: "A document as it comes in." })
export class IngestDocumentInput implements IncomingDocument {
  @Field(() => String, { description: "Its path or address." }) readonly key!: string;
  @Field(() => String, { description: "Title for people." }) readonly title!: string;
  @Field(() => String, { description: "Its whole text, Markdown or plain." }) readonly text!: string;
  @Field(() => String, { nullable: true, description: "Language, as a BCP 47 tag." }) readonly language?: string | null;
  @Field(() => String, { nullable: true, description: "Where it came from: an address or the name of a system." }) readonly source?: string | null;
  @Field(() => [NodeKeyInput], { nullable: true, description: "Tasks and domains that it is about." }) readonly about?: readonly NodeKeyInput[] | null;
  @Field(() => [String], { nullable: true, description: "Keys of the corpora that it is searched in." }) readonly corpora?: readonly string[] | null;
  @Field(() => String, { nullable: true, description: "Key of the domain whose viewers see it; the root domain unless given." }) readonly homeDomain?: string | null;
  @Field(() => enumType(Sensitivity), { nullable: true, description: "How restricted reading it is." }) readonly sensitivity?: string | null;
  @Field(() => String, { nullable: true, description: "Name of the version; the next number unless given." }) readonly version?: string | null;
  @Field(() => DateTime, { nullable: true, description: "When this wording became current: ever since for a first one, else now, unless given." }) readonly validFrom?: string | null;
}

@ObjectType({ description: "A document that was taken in.", simpleResolvers: true })
export class IngestedDocument implements Ingested {
  @Field(() => String, { description: "Key of the document." }) readonly key!: string;
  @Field(() => Int, { description: "Its place in the input, from 0." }) readonly index!: number;
  @Field(() => Int, { description: "Number of its chunks." }) readonly chunks!: number;
  @Field(() => Boolean, { description: "Whether this wording is new." }) readonly isNew!: boolean;
  @Field(() => String, { description: "Key of the document version." }) readonly version!: string;
}

@ObjectType({ description: "What became of a list of documents.", simpleResolvers: true })
export class IngestDocumentsPayload {
  @Field(() => [IngestedDocument], { description: "Those taken in or already so, in the order given." }) readonly documents!: readonly IngestedDocument[];
  @Field(() => [ItemError], { description: "Those refused; all others were taken in." }) readonly errors!: readonly ItemError[];
}
