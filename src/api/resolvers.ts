import { AnswersResolver } from "../answers/answers.resolver.js";
import { EvaluationsRecordedResolver, ImportProgressResolver } from "../audit/events.resolver.js";
import { DocumentsResolver } from "../documents/documents.resolver.js";
import { AlertResolver } from "../drift/alert.resolver.js";
import { AlertsRaisedResolver } from "../drift/alertsRaised.resolver.js";
import { ExplainResolver } from "../drift/explain.resolver.js";
import { InputDriftResolver } from "../drift/inputDrift.resolver.js";
import { MeasurementResolver } from "../drift/measurement.resolver.js";
import { OutlookResolver } from "../drift/outlook.resolver.js";
import { RollbackResolver } from "../drift/rollback.resolver.js";
import { CompareResolver } from "../evaluations/compare.resolver.js";
import { EvaluationResolver } from "../evaluations/evaluation.resolver.js";
import { ReviewResolver } from "../governance/review.resolver.js";
import { LineageResolver } from "../lineage/lineage.resolver.js";
import { PromptsResolver } from "../prompts/prompts.resolver.js";
import { RetrievalEvaluationResolver } from "../retrieval/evaluation.resolver.js";
import { RetrievalResolver } from "../retrieval/retrieval.resolver.js";
import { RetrievalTuningResolver } from "../retrieval/tuning.resolver.js";
import { SearchResolver } from "../search/search.resolver.js";
import { TaskResolver } from "../tasks/task.resolver.js";
import { RankingResolver } from "../transfer/ranking.resolver.js";
import { TransferResolver } from "../transfer/transfer.resolver.js";
import { CommandsResolver, MergePayloadResolver } from "../workspaces/commands.resolver.js";

/** What the capabilities answer beside what the catalogue gives. */
export const resolvers: readonly Function[] = [
  TaskResolver, LineageResolver, SearchResolver, DocumentsResolver, RetrievalResolver, RetrievalEvaluationResolver, RetrievalTuningResolver, PromptsResolver, ReviewResolver, AnswersResolver, TransferResolver, RankingResolver,
  OutlookResolver, InputDriftResolver, AlertResolver, ExplainResolver, RollbackResolver, EvaluationResolver, CompareResolver, MeasurementResolver,
  CommandsResolver, MergePayloadResolver, EvaluationsRecordedResolver, ImportProgressResolver, AlertsRaisedResolver,
];
