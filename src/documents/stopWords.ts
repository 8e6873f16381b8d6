/** English words that no term begins, ends or goes over: articles, pronouns, prepositions, conjunctions, auxiliaries, and adverbs and verbs that go with anything. */
export const stopWords: ReadonlySet<string> = new Set(`
  a about above across after again against all almost alone along already also although always am among an and another any anybody anyone anything anywhere are around as at away
  back be became because become becomes been before behind being below best better between both but by came can cannot case cases come comes could d did different do does doing done down due during
  each either else enough especially etc even ever every everybody everyone everything example few finally find first five follow following follows for found four from further
  gave general generally get gets give given gives go goes good got had has have having he hence her here hers him his how however i if important in indeed instead into is it its itself
  just keep kept kind know known large largely last later latter least less let like likely ll long made mainly make makes making many may me mean means method methods might more moreover most mostly much must my
  namely near nearly need needs neither never nevertheless new next no nobody none nor not nothing now of off often old on once one only onto open or other others otherwise our out over own
  part particular particularly per perhaps please possible present previous previously put quite rather re really recent recently result results s said same say says second see seem seems seen several shall she should show shown shows
  similar simple simply since small so some somebody someone something sometimes soon still such t take taken takes than that the their theirs them themselves then there therefore these they thing things third this those though three through throughout thus time times to together too toward towards tried true try two
  under unless until up upon us use used useful uses using usually various ve very via want was way ways we well were what whatever when whenever where whereas wherever whether which while who whole whom whose why will with within without would yes yet you your yours
`.trim().split(/\s+/));
