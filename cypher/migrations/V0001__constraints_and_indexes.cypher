// Keys, orders, full-text and the ends of edges: what every kind of the catalogue needs, kind by kind.

// ApiKey
CREATE CONSTRAINT api_key_key IF NOT EXISTS FOR (n:ApiKey) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX api_key_recorded_at IF NOT EXISTS FOR (n:ApiKey) ON (n.workspace, n.recordedAt);

// ExternalRef
CREATE CONSTRAINT external_ref_key IF NOT EXISTS FOR (n:ExternalRef) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT external_ref_id IF NOT EXISTS FOR (n:ExternalRef) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX external_ref_recorded_at IF NOT EXISTS FOR (n:ExternalRef) ON (n.workspace, n.recordedAt);

// Grant
CREATE CONSTRAINT grant_key IF NOT EXISTS FOR (n:Grant) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT grant_id IF NOT EXISTS FOR (n:Grant) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX grant_recorded_at IF NOT EXISTS FOR (n:Grant) ON (n.workspace, n.recordedAt);

// Principal
CREATE CONSTRAINT principal_key IF NOT EXISTS FOR (n:Principal) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT principal_id IF NOT EXISTS FOR (n:Principal) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX principal_recorded_at IF NOT EXISTS FOR (n:Principal) ON (n.workspace, n.recordedAt);
CREATE INDEX principal_title IF NOT EXISTS FOR (n:Principal) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX principal_search IF NOT EXISTS FOR (n:Principal) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Workspace
CREATE CONSTRAINT workspace_key IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT workspace_id IF NOT EXISTS FOR (n:Workspace) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX workspace_recorded_at IF NOT EXISTS FOR (n:Workspace) ON (n.workspace, n.recordedAt);
CREATE INDEX workspace_title IF NOT EXISTS FOR (n:Workspace) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX workspace_search IF NOT EXISTS FOR (n:Workspace) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Benchmark
CREATE CONSTRAINT benchmark_key IF NOT EXISTS FOR (n:Benchmark) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT benchmark_id IF NOT EXISTS FOR (n:Benchmark) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX benchmark_recorded_at IF NOT EXISTS FOR (n:Benchmark) ON (n.workspace, n.recordedAt);
CREATE INDEX benchmark_title IF NOT EXISTS FOR (n:Benchmark) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX benchmark_search IF NOT EXISTS FOR (n:Benchmark) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Domain
CREATE CONSTRAINT domain_key IF NOT EXISTS FOR (n:Domain) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT domain_id IF NOT EXISTS FOR (n:Domain) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX domain_recorded_at IF NOT EXISTS FOR (n:Domain) ON (n.workspace, n.recordedAt);
CREATE INDEX domain_title IF NOT EXISTS FOR (n:Domain) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX domain_search IF NOT EXISTS FOR (n:Domain) ON EACH [n.title, n.summary] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Kpi
CREATE CONSTRAINT kpi_key IF NOT EXISTS FOR (n:Kpi) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT kpi_id IF NOT EXISTS FOR (n:Kpi) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX kpi_recorded_at IF NOT EXISTS FOR (n:Kpi) ON (n.workspace, n.recordedAt);
CREATE INDEX kpi_title IF NOT EXISTS FOR (n:Kpi) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX kpi_search IF NOT EXISTS FOR (n:Kpi) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Metric
CREATE CONSTRAINT metric_key IF NOT EXISTS FOR (n:Metric) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT metric_id IF NOT EXISTS FOR (n:Metric) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX metric_recorded_at IF NOT EXISTS FOR (n:Metric) ON (n.workspace, n.recordedAt);
CREATE INDEX metric_title IF NOT EXISTS FOR (n:Metric) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX metric_search IF NOT EXISTS FOR (n:Metric) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Slice
CREATE CONSTRAINT slice_key IF NOT EXISTS FOR (n:Slice) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT slice_id IF NOT EXISTS FOR (n:Slice) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX slice_recorded_at IF NOT EXISTS FOR (n:Slice) ON (n.workspace, n.recordedAt);
CREATE INDEX slice_dimension IF NOT EXISTS FOR (n:Slice) ON (n.workspace, n.dimension);

// Task
CREATE CONSTRAINT task_key IF NOT EXISTS FOR (n:Task) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT task_id IF NOT EXISTS FOR (n:Task) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX task_recorded_at IF NOT EXISTS FOR (n:Task) ON (n.workspace, n.recordedAt);
CREATE INDEX task_title IF NOT EXISTS FOR (n:Task) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX task_search IF NOT EXISTS FOR (n:Task) ON EACH [n.title, n.summary] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// TaskVersion
CREATE CONSTRAINT task_version_key IF NOT EXISTS FOR (n:TaskVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT task_version_id IF NOT EXISTS FOR (n:TaskVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX task_version_recorded_at IF NOT EXISTS FOR (n:TaskVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX task_version_ordinal IF NOT EXISTS FOR (n:TaskVersion) ON (n.workspace, n.ordinal);

// Policy
CREATE CONSTRAINT policy_key IF NOT EXISTS FOR (n:Policy) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT policy_id IF NOT EXISTS FOR (n:Policy) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX policy_recorded_at IF NOT EXISTS FOR (n:Policy) ON (n.workspace, n.recordedAt);
CREATE INDEX policy_title IF NOT EXISTS FOR (n:Policy) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX policy_search IF NOT EXISTS FOR (n:Policy) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// PolicyVersion
CREATE CONSTRAINT policy_version_key IF NOT EXISTS FOR (n:PolicyVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT policy_version_id IF NOT EXISTS FOR (n:PolicyVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX policy_version_recorded_at IF NOT EXISTS FOR (n:PolicyVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX policy_version_ordinal IF NOT EXISTS FOR (n:PolicyVersion) ON (n.workspace, n.ordinal);
CREATE INDEX policy_version_effective_from IF NOT EXISTS FOR (n:PolicyVersion) ON (n.workspace, n.effectiveFrom);
CREATE FULLTEXT INDEX policy_version_search IF NOT EXISTS FOR (n:PolicyVersion) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Dataset
CREATE CONSTRAINT dataset_key IF NOT EXISTS FOR (n:Dataset) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT dataset_id IF NOT EXISTS FOR (n:Dataset) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX dataset_recorded_at IF NOT EXISTS FOR (n:Dataset) ON (n.workspace, n.recordedAt);
CREATE INDEX dataset_title IF NOT EXISTS FOR (n:Dataset) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX dataset_search IF NOT EXISTS FOR (n:Dataset) ON EACH [n.title, n.summary] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// DatasetVersion
CREATE CONSTRAINT dataset_version_key IF NOT EXISTS FOR (n:DatasetVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT dataset_version_id IF NOT EXISTS FOR (n:DatasetVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX dataset_version_recorded_at IF NOT EXISTS FOR (n:DatasetVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX dataset_version_ordinal IF NOT EXISTS FOR (n:DatasetVersion) ON (n.workspace, n.ordinal);
CREATE INDEX dataset_version_item_count IF NOT EXISTS FOR (n:DatasetVersion) ON (n.workspace, n.itemCount);

// Item
CREATE CONSTRAINT item_key IF NOT EXISTS FOR (n:Item) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT item_id IF NOT EXISTS FOR (n:Item) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX item_recorded_at IF NOT EXISTS FOR (n:Item) ON (n.workspace, n.recordedAt);

// Model
CREATE CONSTRAINT model_key IF NOT EXISTS FOR (n:Model) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT model_id IF NOT EXISTS FOR (n:Model) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX model_recorded_at IF NOT EXISTS FOR (n:Model) ON (n.workspace, n.recordedAt);
CREATE INDEX model_title IF NOT EXISTS FOR (n:Model) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX model_search IF NOT EXISTS FOR (n:Model) ON EACH [n.title, n.organization] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// ModelVersion
CREATE CONSTRAINT model_version_key IF NOT EXISTS FOR (n:ModelVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT model_version_id IF NOT EXISTS FOR (n:ModelVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX model_version_recorded_at IF NOT EXISTS FOR (n:ModelVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX model_version_ordinal IF NOT EXISTS FOR (n:ModelVersion) ON (n.workspace, n.ordinal);
CREATE INDEX model_version_parameter_count IF NOT EXISTS FOR (n:ModelVersion) ON (n.workspace, n.parameterCount);
CREATE INDEX model_version_released_at IF NOT EXISTS FOR (n:ModelVersion) ON (n.workspace, n.releasedAt);

// System
CREATE CONSTRAINT system_key IF NOT EXISTS FOR (n:System) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT system_id IF NOT EXISTS FOR (n:System) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX system_recorded_at IF NOT EXISTS FOR (n:System) ON (n.workspace, n.recordedAt);
CREATE INDEX system_title IF NOT EXISTS FOR (n:System) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX system_search IF NOT EXISTS FOR (n:System) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// SystemVersion
CREATE CONSTRAINT system_version_key IF NOT EXISTS FOR (n:SystemVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT system_version_id IF NOT EXISTS FOR (n:SystemVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX system_version_recorded_at IF NOT EXISTS FOR (n:SystemVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX system_version_ordinal IF NOT EXISTS FOR (n:SystemVersion) ON (n.workspace, n.ordinal);

// Experiment
CREATE CONSTRAINT experiment_key IF NOT EXISTS FOR (n:Experiment) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT experiment_id IF NOT EXISTS FOR (n:Experiment) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX experiment_recorded_at IF NOT EXISTS FOR (n:Experiment) ON (n.workspace, n.recordedAt);
CREATE INDEX experiment_title IF NOT EXISTS FOR (n:Experiment) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX experiment_search IF NOT EXISTS FOR (n:Experiment) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Run
CREATE CONSTRAINT run_key IF NOT EXISTS FOR (n:Run) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (n:Run) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX run_recorded_at IF NOT EXISTS FOR (n:Run) ON (n.workspace, n.recordedAt);
CREATE INDEX run_started_at IF NOT EXISTS FOR (n:Run) ON (n.workspace, n.startedAt);

// Evaluation
CREATE CONSTRAINT evaluation_key IF NOT EXISTS FOR (n:Evaluation) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT evaluation_id IF NOT EXISTS FOR (n:Evaluation) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX evaluation_recorded_at IF NOT EXISTS FOR (n:Evaluation) ON (n.workspace, n.recordedAt);
CREATE INDEX evaluation_at IF NOT EXISTS FOR (n:Evaluation) ON (n.workspace, n.at);

// ItemResultSet
CREATE CONSTRAINT item_result_set_key IF NOT EXISTS FOR (n:ItemResultSet) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT item_result_set_id IF NOT EXISTS FOR (n:ItemResultSet) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX item_result_set_recorded_at IF NOT EXISTS FOR (n:ItemResultSet) ON (n.workspace, n.recordedAt);

// Score
CREATE CONSTRAINT score_key IF NOT EXISTS FOR (n:Score) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT score_id IF NOT EXISTS FOR (n:Score) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX score_recorded_at IF NOT EXISTS FOR (n:Score) ON (n.workspace, n.recordedAt);
CREATE INDEX score_value IF NOT EXISTS FOR (n:Score) ON (n.workspace, n.value);

// Chunk
CREATE CONSTRAINT chunk_key IF NOT EXISTS FOR (n:Chunk) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT chunk_id IF NOT EXISTS FOR (n:Chunk) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX chunk_recorded_at IF NOT EXISTS FOR (n:Chunk) ON (n.workspace, n.recordedAt);
CREATE FULLTEXT INDEX chunk_search IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Corpus
CREATE CONSTRAINT corpus_key IF NOT EXISTS FOR (n:Corpus) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT corpus_id IF NOT EXISTS FOR (n:Corpus) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX corpus_recorded_at IF NOT EXISTS FOR (n:Corpus) ON (n.workspace, n.recordedAt);
CREATE INDEX corpus_title IF NOT EXISTS FOR (n:Corpus) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX corpus_search IF NOT EXISTS FOR (n:Corpus) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// CorpusVersion
CREATE CONSTRAINT corpus_version_key IF NOT EXISTS FOR (n:CorpusVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT corpus_version_id IF NOT EXISTS FOR (n:CorpusVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX corpus_version_recorded_at IF NOT EXISTS FOR (n:CorpusVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX corpus_version_ordinal IF NOT EXISTS FOR (n:CorpusVersion) ON (n.workspace, n.ordinal);
CREATE INDEX corpus_version_at IF NOT EXISTS FOR (n:CorpusVersion) ON (n.workspace, n.at);

// Document
CREATE CONSTRAINT document_key IF NOT EXISTS FOR (n:Document) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX document_recorded_at IF NOT EXISTS FOR (n:Document) ON (n.workspace, n.recordedAt);
CREATE INDEX document_title IF NOT EXISTS FOR (n:Document) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX document_search IF NOT EXISTS FOR (n:Document) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// DocumentVersion
CREATE CONSTRAINT document_version_key IF NOT EXISTS FOR (n:DocumentVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT document_version_id IF NOT EXISTS FOR (n:DocumentVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX document_version_recorded_at IF NOT EXISTS FOR (n:DocumentVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX document_version_ordinal IF NOT EXISTS FOR (n:DocumentVersion) ON (n.workspace, n.ordinal);
CREATE INDEX document_version_valid_from IF NOT EXISTS FOR (n:DocumentVersion) ON (n.workspace, n.validFrom);

// Term
CREATE CONSTRAINT term_key IF NOT EXISTS FOR (n:Term) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT term_id IF NOT EXISTS FOR (n:Term) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX term_recorded_at IF NOT EXISTS FOR (n:Term) ON (n.workspace, n.recordedAt);
CREATE INDEX term_title IF NOT EXISTS FOR (n:Term) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX term_search IF NOT EXISTS FOR (n:Term) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Judgement
CREATE CONSTRAINT judgement_key IF NOT EXISTS FOR (n:Judgement) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (n:Judgement) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX judgement_recorded_at IF NOT EXISTS FOR (n:Judgement) ON (n.workspace, n.recordedAt);

// RetrievalConfig
CREATE CONSTRAINT retrieval_config_key IF NOT EXISTS FOR (n:RetrievalConfig) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT retrieval_config_id IF NOT EXISTS FOR (n:RetrievalConfig) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX retrieval_config_recorded_at IF NOT EXISTS FOR (n:RetrievalConfig) ON (n.workspace, n.recordedAt);
CREATE INDEX retrieval_config_title IF NOT EXISTS FOR (n:RetrievalConfig) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX retrieval_config_search IF NOT EXISTS FOR (n:RetrievalConfig) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// RetrievalConfigVersion
CREATE CONSTRAINT retrieval_config_version_key IF NOT EXISTS FOR (n:RetrievalConfigVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT retrieval_config_version_id IF NOT EXISTS FOR (n:RetrievalConfigVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX retrieval_config_version_recorded_at IF NOT EXISTS FOR (n:RetrievalConfigVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX retrieval_config_version_ordinal IF NOT EXISTS FOR (n:RetrievalConfigVersion) ON (n.workspace, n.ordinal);

// Answer
CREATE CONSTRAINT answer_key IF NOT EXISTS FOR (n:Answer) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT answer_id IF NOT EXISTS FOR (n:Answer) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX answer_recorded_at IF NOT EXISTS FOR (n:Answer) ON (n.workspace, n.recordedAt);
CREATE INDEX answer_at IF NOT EXISTS FOR (n:Answer) ON (n.workspace, n.at);
CREATE INDEX answer_latency_ms IF NOT EXISTS FOR (n:Answer) ON (n.workspace, n.latencyMs);

// Demonstration
CREATE CONSTRAINT demonstration_key IF NOT EXISTS FOR (n:Demonstration) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT demonstration_id IF NOT EXISTS FOR (n:Demonstration) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX demonstration_recorded_at IF NOT EXISTS FOR (n:Demonstration) ON (n.workspace, n.recordedAt);

// FailureMode
CREATE CONSTRAINT failure_mode_key IF NOT EXISTS FOR (n:FailureMode) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT failure_mode_id IF NOT EXISTS FOR (n:FailureMode) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX failure_mode_recorded_at IF NOT EXISTS FOR (n:FailureMode) ON (n.workspace, n.recordedAt);
CREATE INDEX failure_mode_title IF NOT EXISTS FOR (n:FailureMode) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX failure_mode_search IF NOT EXISTS FOR (n:FailureMode) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Feedback
CREATE CONSTRAINT feedback_key IF NOT EXISTS FOR (n:Feedback) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT feedback_id IF NOT EXISTS FOR (n:Feedback) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX feedback_recorded_at IF NOT EXISTS FOR (n:Feedback) ON (n.workspace, n.recordedAt);
CREATE FULLTEXT INDEX feedback_search IF NOT EXISTS FOR (n:Feedback) ON EACH [n.comment] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Prompt
CREATE CONSTRAINT prompt_key IF NOT EXISTS FOR (n:Prompt) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT prompt_id IF NOT EXISTS FOR (n:Prompt) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX prompt_recorded_at IF NOT EXISTS FOR (n:Prompt) ON (n.workspace, n.recordedAt);
CREATE INDEX prompt_title IF NOT EXISTS FOR (n:Prompt) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX prompt_search IF NOT EXISTS FOR (n:Prompt) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// PromptBuild
CREATE CONSTRAINT prompt_build_key IF NOT EXISTS FOR (n:PromptBuild) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT prompt_build_id IF NOT EXISTS FOR (n:PromptBuild) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX prompt_build_recorded_at IF NOT EXISTS FOR (n:PromptBuild) ON (n.workspace, n.recordedAt);

// PromptVersion
CREATE CONSTRAINT prompt_version_key IF NOT EXISTS FOR (n:PromptVersion) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT prompt_version_id IF NOT EXISTS FOR (n:PromptVersion) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX prompt_version_recorded_at IF NOT EXISTS FOR (n:PromptVersion) ON (n.workspace, n.recordedAt);
CREATE INDEX prompt_version_ordinal IF NOT EXISTS FOR (n:PromptVersion) ON (n.workspace, n.ordinal);
CREATE FULLTEXT INDEX prompt_version_search IF NOT EXISTS FOR (n:PromptVersion) ON EACH [n.template] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Decision
CREATE CONSTRAINT decision_key IF NOT EXISTS FOR (n:Decision) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX decision_recorded_at IF NOT EXISTS FOR (n:Decision) ON (n.workspace, n.recordedAt);

// Deployment
CREATE CONSTRAINT deployment_key IF NOT EXISTS FOR (n:Deployment) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT deployment_id IF NOT EXISTS FOR (n:Deployment) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX deployment_recorded_at IF NOT EXISTS FOR (n:Deployment) ON (n.workspace, n.recordedAt);
CREATE INDEX deployment_valid_from IF NOT EXISTS FOR (n:Deployment) ON (n.workspace, n.validFrom);

// Environment
CREATE CONSTRAINT environment_key IF NOT EXISTS FOR (n:Environment) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT environment_id IF NOT EXISTS FOR (n:Environment) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX environment_recorded_at IF NOT EXISTS FOR (n:Environment) ON (n.workspace, n.recordedAt);
CREATE INDEX environment_title IF NOT EXISTS FOR (n:Environment) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX environment_search IF NOT EXISTS FOR (n:Environment) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Incident
CREATE CONSTRAINT incident_key IF NOT EXISTS FOR (n:Incident) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT incident_id IF NOT EXISTS FOR (n:Incident) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX incident_recorded_at IF NOT EXISTS FOR (n:Incident) ON (n.workspace, n.recordedAt);

// Lesson
CREATE CONSTRAINT lesson_key IF NOT EXISTS FOR (n:Lesson) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT lesson_id IF NOT EXISTS FOR (n:Lesson) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX lesson_recorded_at IF NOT EXISTS FOR (n:Lesson) ON (n.workspace, n.recordedAt);
CREATE FULLTEXT INDEX lesson_search IF NOT EXISTS FOR (n:Lesson) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Review
CREATE CONSTRAINT review_key IF NOT EXISTS FOR (n:Review) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT review_id IF NOT EXISTS FOR (n:Review) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX review_recorded_at IF NOT EXISTS FOR (n:Review) ON (n.workspace, n.recordedAt);
CREATE FULLTEXT INDEX review_search IF NOT EXISTS FOR (n:Review) ON EACH [n.comment] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// Alert
CREATE CONSTRAINT alert_key IF NOT EXISTS FOR (n:Alert) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT alert_id IF NOT EXISTS FOR (n:Alert) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX alert_recorded_at IF NOT EXISTS FOR (n:Alert) ON (n.workspace, n.recordedAt);
CREATE INDEX alert_since IF NOT EXISTS FOR (n:Alert) ON (n.workspace, n.since);

// Baseline
CREATE CONSTRAINT baseline_key IF NOT EXISTS FOR (n:Baseline) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT baseline_id IF NOT EXISTS FOR (n:Baseline) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX baseline_recorded_at IF NOT EXISTS FOR (n:Baseline) ON (n.workspace, n.recordedAt);
CREATE INDEX baseline_from IF NOT EXISTS FOR (n:Baseline) ON (n.workspace, n.from);

// Measurement
CREATE CONSTRAINT measurement_key IF NOT EXISTS FOR (n:Measurement) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT measurement_id IF NOT EXISTS FOR (n:Measurement) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX measurement_recorded_at IF NOT EXISTS FOR (n:Measurement) ON (n.workspace, n.recordedAt);
CREATE INDEX measurement_period_start IF NOT EXISTS FOR (n:Measurement) ON (n.workspace, n.periodStart);

// Signal
CREATE CONSTRAINT signal_key IF NOT EXISTS FOR (n:Signal) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT signal_id IF NOT EXISTS FOR (n:Signal) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX signal_recorded_at IF NOT EXISTS FOR (n:Signal) ON (n.workspace, n.recordedAt);
CREATE INDEX signal_title IF NOT EXISTS FOR (n:Signal) ON (n.workspace, n.title);
CREATE FULLTEXT INDEX signal_search IF NOT EXISTS FOR (n:Signal) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};

// TransferFit
CREATE CONSTRAINT transfer_fit_key IF NOT EXISTS FOR (n:TransferFit) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT transfer_fit_id IF NOT EXISTS FOR (n:TransferFit) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX transfer_fit_recorded_at IF NOT EXISTS FOR (n:TransferFit) ON (n.workspace, n.recordedAt);

// AuditEntry
CREATE CONSTRAINT audit_entry_key IF NOT EXISTS FOR (n:AuditEntry) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT audit_entry_id IF NOT EXISTS FOR (n:AuditEntry) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX audit_entry_recorded_at IF NOT EXISTS FOR (n:AuditEntry) ON (n.workspace, n.recordedAt);
CREATE INDEX audit_entry_at IF NOT EXISTS FOR (n:AuditEntry) ON (n.workspace, n.at);

// ChangeEvent
CREATE CONSTRAINT change_event_key IF NOT EXISTS FOR (n:ChangeEvent) REQUIRE (n.workspace, n.key) IS UNIQUE;
CREATE CONSTRAINT change_event_id IF NOT EXISTS FOR (n:ChangeEvent) REQUIRE (n.id) IS UNIQUE;
CREATE INDEX change_event_recorded_at IF NOT EXISTS FOR (n:ChangeEvent) ON (n.workspace, n.recordedAt);
CREATE INDEX change_event_at IF NOT EXISTS FOR (n:ChangeEvent) ON (n.workspace, n.at);

// Edges that end
CREATE INDEX member_of_valid_to IF NOT EXISTS FOR ()-[n:MEMBER_OF]-() ON (n.validTo);
CREATE INDEX includes_valid_to IF NOT EXISTS FOR ()-[n:INCLUDES]-() ON (n.validTo);
CREATE INDEX subdomain_of_valid_to IF NOT EXISTS FOR ()-[n:SUBDOMAIN_OF]-() ON (n.validTo);
CREATE INDEX subtask_of_valid_to IF NOT EXISTS FOR ()-[n:SUBTASK_OF]-() ON (n.validTo);
CREATE INDEX in_domain_valid_to IF NOT EXISTS FOR ()-[n:IN_DOMAIN]-() ON (n.validTo);
CREATE INDEX related_to_valid_to IF NOT EXISTS FOR ()-[n:RELATED_TO]-() ON (n.validTo);
CREATE INDEX owned_by_valid_to IF NOT EXISTS FOR ()-[n:OWNED_BY]-() ON (n.validTo);
CREATE INDEX alias_valid_to IF NOT EXISTS FOR ()-[n:ALIAS]-() ON (n.validTo);
CREATE INDEX governs_valid_to IF NOT EXISTS FOR ()-[n:GOVERNS]-() ON (n.validTo);
CREATE INDEX overlaps_valid_to IF NOT EXISTS FOR ()-[n:OVERLAPS]-() ON (n.validTo);
CREATE INDEX in_corpus_valid_to IF NOT EXISTS FOR ()-[n:IN_CORPUS]-() ON (n.validTo);
CREATE INDEX about_valid_to IF NOT EXISTS FOR ()-[n:ABOUT]-() ON (n.validTo);
CREATE INDEX tracks_valid_to IF NOT EXISTS FOR ()-[n:TRACKS]-() ON (n.validTo);
CREATE INDEX leads_valid_to IF NOT EXISTS FOR ()-[n:LEADS]-() ON (n.validTo);

// Migration
CREATE CONSTRAINT migration_version IF NOT EXISTS FOR (n:Migration) REQUIRE (n.version) IS UNIQUE;

// Command
CREATE CONSTRAINT command_key IF NOT EXISTS FOR (n:Command) REQUIRE (n.workspace, n.key) IS UNIQUE;
