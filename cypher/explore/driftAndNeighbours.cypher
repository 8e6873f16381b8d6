// A signal and all around it: what it watches, its metric and KPIs, its baselines and alerts, the deployments of the task that it
// watches with what they serve, and the neighbouring tasks, whose signals may follow.
MATCH watches = (signal:Signal {workspace: "demo", key: "reassignment-weekly"})-[:OBSERVES]->(observed)
OPTIONAL MATCH measures = (signal)-[:OF_METRIC|TRACKS|LEADS]->()
OPTIONAL MATCH history = (signal)<-[:OF_SIGNAL|RAISED_BY]-(event) WHERE event:Baseline OR event:Alert
OPTIONAL MATCH served = (observed)<-[:FOR_TASK]-(:Deployment)-[:SERVES]->(:SystemVersion)
OPTIONAL MATCH near = (observed)-[:SUBTASK_OF|RELATED_TO]-(neighbour:Task)
OPTIONAL MATCH watched = (neighbour)<-[:OBSERVES]-(:Signal)
RETURN watches, measures, history, served, near, watched
