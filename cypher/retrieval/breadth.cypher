// To how many documents the corpora and domains of a search lead, counted no further than $most.
:params {workspace: "demo", corpora: [], domains: ["it"], scopes: null, clearance: 3};
:param most => 100;
:param now => datetime();
CALL () {
  UNWIND $corpora AS key
  MATCH (:Corpus {workspace: $workspace, key: key})<-[:IN_CORPUS]-(document:Document)
  WHERE ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  RETURN document LIMIT $most
  UNION
  UNWIND CASE WHEN size($corpora) = 0 THEN $domains ELSE [] END AS key
  MATCH (:Domain {workspace: $workspace, key: key})<-[:SUBDOMAIN_OF*0..32]-(:Domain)<-[:HOME_DOMAIN|ABOUT]-(document:Document)
  WHERE ($scopes IS NULL OR document.scope IN $scopes) AND document.sensitivity <= $clearance AND (document.retiredAt IS NULL OR document.retiredAt > $now)
  RETURN document LIMIT $most
}
RETURN count(document) AS documents
