// All that can be upstream of a node, the nearest first, at most so many nodes, with the hops of each as `upstream` tells them. What it
// follows is more than lineage does, so that it leaves out nothing: parts that follow an alias lead over their head, which is a node
// here, to all that aliases ever held; 102 is twice the greatest depth, and one hop beyond. Ends of edges are told by number, hidden
// ones too: whoever asks passes on none that isn't among the nodes.
:params {scopes: null, clearance: 3};
:param codes => {AGAINST: 0, BASED_ON: 1, BUILT_FROM: 2, BY: 3, CITES: 4, CONTAINS: 5, DERIVED_FROM: 6, EMBEDS: 7, FROM_BUILD: 8, GENERATED_BY: 9, HAS_STEP: 10, JUDGED_BY: 11, OF: 12, PART_OF: 13, RESOLVED: 14, SERVES: 15, SHOWS: 16, TAKEN_FROM: 17, TESTED_WITH: 18, USED: 19, USES: 20, WITH: 21};
:param prefix => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN left(elementId(n), size(elementId(n)) - size(split(elementId(n), ":")[2])) }[0];
:param element => COLLECT { MATCH (n:SystemVersion {workspace: "demo", key: "it-assistant@2026.07"}) RETURN elementId(n) }[0];
:param most => 2500;
:param told => 2000;
:param aRow => 250;
:param mostSteps => 8000;
:param asOf => datetime("2026-03-01T00:00:00Z");
:param now => datetime();
MATCH (start) WHERE elementId(start) = $element
  AND ($scopes IS NULL OR start.scope IN $scopes) AND start.sensitivity <= $clearance AND (start.retiredAt IS NULL OR start.retiredAt > $now)
MATCH way = (start)-[:AGAINST|BASED_ON|BUILT_FROM|BY|CITES|CONTAINS|DERIVED_FROM|EMBEDS|FROM_BUILD|GENERATED_BY|HAS_STEP|JUDGED_BY|OF|PART_OF|RESOLVED|SERVES|SHOWS|TAKEN_FROM|TESTED_WITH|USED|USES|WITH|ALIAS*0..102]->(node)
WHERE all(each IN nodes(way) WHERE ($scopes IS NULL OR each.scope IN $scopes) AND each.sensitivity <= $clearance AND (each.retiredAt IS NULL OR each.retiredAt > $now))
WITH DISTINCT node
LIMIT $most
WITH collect(node) AS found
CALL (found) {
  UNWIND range(0, size(found) - 1, $aRow) AS first
  WITH first, found[first..first + $aRow] AS nodes
  RETURN first, [node IN nodes | node.id] AS ids, [node IN nodes | toInteger(substring(elementId(node), size($prefix)))] AS numbers, [] AS steps, [] AS fars
  UNION ALL
  UNWIND range(0, size(found[..$told]) - 1, $aRow) AS first
  WITH first, found[..$told][first..first + $aRow] AS nodes
  CALL (first, nodes) {
    CALL (first, nodes) {
      UNWIND range(0, size(nodes) - 1) AS at
      WITH first, at, nodes[at] AS node
      MATCH (node)-[edge:AGAINST|BASED_ON|BUILT_FROM|BY|CITES|CONTAINS|DERIVED_FROM|EMBEDS|FROM_BUILD|GENERATED_BY|HAS_STEP|JUDGED_BY|OF|PART_OF|RESOLVED|SERVES|SHOWS|TAKEN_FROM|TESTED_WITH|USED|USES|WITH]->()
      WHERE type(edge) <> "USES" OR edge.alias IS NULL
      RETURN (first + at) * 64 + $codes[type(edge)] AS step, toInteger(substring(elementId(endNode(edge)), size($prefix))) AS number
      UNION ALL
      UNWIND range(0, size(nodes) - 1) AS at
      WITH first, at, nodes[at] AS node
      MATCH (node:SystemVersion)-[uses:USES]->(head)-[alias:ALIAS]->(far)
      WHERE uses.alias IS NOT NULL AND alias.name = uses.alias AND (alias.validFrom IS NULL OR alias.validFrom <= $asOf) AND (alias.validTo IS NULL OR alias.validTo > $asOf)
        AND ($scopes IS NULL OR head.scope IN $scopes) AND head.sensitivity <= $clearance AND (head.retiredAt IS NULL OR head.retiredAt > $now)
        AND ($scopes IS NULL OR far.scope IN $scopes) AND far.sensitivity <= $clearance AND (far.retiredAt IS NULL OR far.retiredAt > $now)
      RETURN (first + at) * 64 + 62 AS step, toInteger(substring(elementId(far), size($prefix))) AS number
    }
    WITH step, number
    LIMIT $mostSteps
    RETURN collect(step) AS steps, collect(number) AS fars
  }
  RETURN first, [] AS ids, [] AS numbers, steps, fars
}
RETURN first, ids, numbers, steps, fars
