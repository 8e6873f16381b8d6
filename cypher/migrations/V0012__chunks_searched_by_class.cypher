// Full-text searches of chunks keep to classes that the viewer sees.
DROP INDEX chunk_search IF EXISTS;
CREATE FULLTEXT INDEX chunk_search IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text, n.classes] OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}};
