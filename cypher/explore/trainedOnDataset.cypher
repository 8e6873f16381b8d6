// Who trained on a dataset, in any of its versions: the runs that used it or data derived from it, the models that they made and
// those derived from these, and the systems and deployments with them inside.
MATCH (:Dataset {workspace: "demo", key: "harbourline/service-tickets"})<-[:VERSION_OF]-(version:DatasetVersion)
MATCH made = (version)<-[:DERIVED_FROM|USED|GENERATED_BY*1..8]-(model:ModelVersion)
WHERE any(run IN nodes(made) WHERE run:Run AND run.kind = "TRAINING") AND model.retiredAt IS NULL
OPTIONAL MATCH inside = (model)<-[:USES]-(:SystemVersion)<-[:SERVES]-(:Deployment)
RETURN made, inside
