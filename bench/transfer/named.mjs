/** The cells of a table by the names of their model and task, in the table's order. */
export const namedCells = ({ models, tasks, table: { cells } }) => Array.from(cells.values, (_, at) => ({ model: models[cells.subjects[at]], task: tasks[cells.columns[at]] }));

/** Places of a split's hidden cells. */
export function hiddenPlaces(data, { hidden }) {
  const key = (model, task) => JSON.stringify([model, task]);
  const at = new Map(namedCells(data).map(({ model, task }, place) => [key(model, task), place]));
  return Int32Array.from(hidden, ([model, task]) => at.get(key(model, task)));
}

/** A table with some of its cells only. */
export function withCells({ cells, ...table }, places) {
  const taken = (values, Kind) => Kind.from(places, (at) => values[at]);
  return {
    ...table,
    cells: { columns: taken(cells.columns, Int32Array), subjects: taken(cells.subjects, Int32Array), values: taken(cells.values, Float64Array), stdErrs: taken(cells.stdErrs, Float64Array), apart: taken(cells.apart, Float64Array) },
  };
}
