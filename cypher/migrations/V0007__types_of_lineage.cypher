// A walk names all types of lineage at each node that it goes on from, and Neo4j looks up anew, each time, those that no relationship ever had: a fifth
// of a walk's time. So they are known before there are any.
UNWIND ["AGAINST", "ALIAS", "BASED_ON", "BUILT_FROM", "BY", "CITES", "CONTAINS", "DERIVED_FROM", "EMBEDS", "FROM_BUILD", "GENERATED_BY", "HAS_STEP", "JUDGED_BY", "OF",
  "PART_OF", "RESOLVED", "SERVES", "SHOWS", "TAKEN_FROM", "TESTED_WITH", "USED", "USES", "WITH"] AS type
CALL db.createRelationshipType(type)
RETURN count(*);
