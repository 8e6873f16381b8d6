import { few, many } from "../entity/edges.js";
import { enumeration, float, json, listOf, long, oneOf, text } from "../entity/fields.js";
import { version } from "../entity/version.js";
import { basedOn } from "../policies/offers.js";

export const DatasetRole = enumeration("DatasetRole", "What data is for.", {
  INSTRUCTION: "Training to follow instructions.", LABELLED: "Training to predict labels.", PREFERENCE: "Training on which of several answers is better.",
  BENCHMARK: "Evaluating.", FEEDBACK: "Collected from use.",
});

export class DatasetVersion extends version("Dataset", {
  description: "One fixed state of a dataset.",
  fields: {
    role: oneOf(DatasetRole, "What it is for.", { content: true }),
    source: text("Where the data is: an address or path.", { content: true, optional: true }),
    license: text("License as an SPDX identifier.", { optional: true }),
    splits: json("Number of items by split.", { content: true, optional: true }),
    itemCount: long("Number of items over all splits.", { optional: true, order: true }),
    languages: listOf(text("Languages of its items, as BCP 47 tags.")),
    quality: json("Results of quality checks.", { optional: true }),
  },
  edges: {
    derivedFrom: few("-DERIVED_FROM->", "DatasetVersion", "Data that it was made from.", {
      lineage: true,
      properties: {
        method: text("How, such as `filter` or `translate`.", { optional: true }),
        split: text("Split that was taken; all unless given.", { optional: true }),
      },
    }),
    derivatives: many("<-DERIVED_FROM-", "DatasetVersion", "Data made from it."),
    tasks: few("-COVERS->", "Task", "Tasks that it has data for."),
    overlaps: many("-OVERLAPS->", "DatasetVersion", "Data with which it shares items, such as a test set found in training data.", {
      ends: true,
      properties: {
        method: text("How the overlap was found, such as `13-gram`.", { optional: true }),
        share: float("Share of the other's items that are in it, 0 to 1."),
        splits: json("Splits on both sides that were compared.", { optional: true }),
      },
    }),
    overlappedBy: many("<-OVERLAPS-", "DatasetVersion", "Data found to hold some of its items."),
    items: many("-CONTAINS->", "Item", "Its items; empty where they are kept by reference.", {
      lineage: true, properties: { split: text("Split that the item is in.", { optional: true }) },
    }),
    basedOn,
    taskVersions: many("<-TESTED_WITH-", "TaskVersion", "Task versions that test with it."),
    evaluations: many("<-WITH-", "Evaluation", "Evaluations on its items."),
    systemVersions: many("<-USES-", "SystemVersion", "System versions that use it."),
    demonstrations: many("<-TAKEN_FROM-", "Demonstration", "Worked examples taken from it."),
  },
}) {}
