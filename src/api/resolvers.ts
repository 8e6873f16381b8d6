import { EvaluationsRecordedResolver, ImportProgressResolver } from "../audit/events.resolver.js";
import { DocumentsResolver } from "../documents/documents.resolver.js";
import { MeasurementResolver } from "../drift/measurement.resolver.js";
import { OutlookResolver } from "../drift/outlook.resolver.js";
import { EvaluationResolver } from "../evaluations/evaluation.resolver.js";
import { LineageResolver } from "../lineage/lineage.resolver.js";
import { ImpactFrontierResolver, LineageFrontierResolver, LineageNodeResolver } from "../lineage/lineageNodes.resolver.js";
import { EffectivePolicyResolver } from "../policies/effectivePolicy.resolver.js";
import { AssembledPromptResolver, BuiltPromptResolver } from "../prompts/prompts.resolver.js";
import { ContextHitResolver, ContextLeftOutResolver, ContextPackResolver, ContextStepResolver } from "../retrieval/retrieval.resolver.js";
import { SearchResolver } from "../search/search.resolver.js";
import { TaskAtDepthResolver, TaskBranchResolver } from "../tasks/hierarchy.resolver.js";
import { TaskResolver } from "../tasks/task.resolver.js";
import { PredictionReasonResolver, TransferPredictionResolver, TransferResolver } from "../transfer/transfer.resolver.js";
import { CommandsResolver, MergePayloadResolver } from "../workspaces/commands.resolver.js";

/** What the capabilities answer beside what the catalogue gives. */
export const resolvers: readonly Function[] = [
  TaskResolver, TaskAtDepthResolver, TaskBranchResolver,
  EffectivePolicyResolver,
  LineageResolver, LineageNodeResolver, LineageFrontierResolver, ImpactFrontierResolver,
  SearchResolver,
  DocumentsResolver,
  ContextPackResolver, ContextHitResolver, ContextStepResolver, ContextLeftOutResolver,
  AssembledPromptResolver, BuiltPromptResolver,
  TransferResolver, TransferPredictionResolver, PredictionReasonResolver,
  OutlookResolver,
  EvaluationResolver, MeasurementResolver, CommandsResolver, MergePayloadResolver,
  EvaluationsRecordedResolver, ImportProgressResolver,
];
